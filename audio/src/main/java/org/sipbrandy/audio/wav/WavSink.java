package org.sipbrandy.audio.wav;

import java.io.IOException;
import java.io.OutputStream;

/** Where a WAV file is written to: a file, a buffer, a pipe. */
public interface WavSink extends AutoCloseable {
    /** Appends. */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Overwrites bytes written earlier, without moving the place where the next {@link #append} goes.
     *
     * @return false if this sink cannot go back, as a pipe
     */
    boolean overwrite(long position, byte[] bytes) throws IOException;

    @Override
    void close() throws IOException;

    /** A sink that cannot go back. */
    static WavSink of(OutputStream out) {
        return new WavSink() {
            @Override
            public void append(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public boolean overwrite(long position, byte[] bytes) {
                return false;
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
