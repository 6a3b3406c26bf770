package org.sipbrandy.audio.wav;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An input stream that knows where it is. */
final class ByteSource {
    private final InputStream in;
    private long offset;

    ByteSource(InputStream in) {
        this.in = in;
    }

    long offset() {
        return offset;
    }

    /** Reads as much as there is. */
    int read(byte[] buffer, int length) throws IOException {
        int count = in.readNBytes(buffer, 0, length);
        offset += count;
        return count;
    }

    /**
     * Reads all of it.
     *
     * @param what it is, for the message when it is not there
     */
    ByteBuffer need(int length, String what) throws IOException {
        long at = offset;
        byte[] bytes = new byte[length];
        if (read(bytes, length) < length) {
            throw new WavFormatException(at, "it ends within " + what);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Skips as much as there is, at most so much. */
    void skip(long length) throws IOException {
        byte[] scratch = new byte[4096];
        for (long left = length; left > 0; ) {
            int count = read(scratch, (int) Math.min(left, scratch.length));
            if (count == 0) {
                return;
            }
            left -= count;
        }
    }
}
