package org.sipbrandy.audio.wav;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.Resampler;

/**
 * Reads RIFF/WAVE as a stream of mono 16-bit samples: PCM of 8, 16, 24 and 32 bits, 32-bit float, A-law, µ-law, also as
 * WAVE_FORMAT_EXTENSIBLE. More channels are mixed to one. Unknown chunks are skipped; a file that ends early gives what it has.
 * Not thread-safe; closing the stream is the caller's.
 */
public final class WavReader {
    private static final int MAX_SECONDS = 600;
    private static final long UNKNOWN = 0xFFFF_FFFFL;

    private final ByteSource source;
    private final WavFormat format;
    private final SampleDecoder decoder;
    private final byte[] buffer;
    private long left;

    /**
     * Reads the header.
     *
     * @throws WavFormatException if it is not a WAV file, or one that we cannot read
     * @throws IOException from the stream
     */
    public WavReader(InputStream in) throws IOException {
        source = new ByteSource(in);
        ByteBuffer riff = source.need(12, "the first twelve bytes");
        String id = text(riff, 0);
        if (!id.equals("RIFF") && !id.equals("RF64")) {
            throw new WavFormatException(0, "it does not begin with RIFF");
        }
        if (!text(riff, 8).equals("WAVE")) {
            throw new WavFormatException(8, "it is RIFF but not WAVE");
        }
        boolean unfinished = riff.getInt(4) == 0 || riff.getInt(4) == -1;
        format = chunks(unfinished);
        decoder = new SampleDecoder(format);
        buffer = new byte[format.frameBytes() * 1024];
    }

    /** Reads up to the samples. */
    private WavFormat chunks(boolean unfinished) throws IOException {
        @Nullable WavFormat found = null;
        while (true) {
            long at = source.offset();
            ByteBuffer header =
                    source.need(8, found == null ? "its chunks, without a format" : "its chunks, without data");
            String id = text(header, 0);
            long length = header.getInt(4) & 0xFFFF_FFFFL;
            if (id.equals("fmt ")) {
                if (length < FormatChunk.MIN_BYTES || length > FormatChunk.MAX_BYTES) {
                    throw new WavFormatException(at + 4, "a format chunk of " + length + " bytes");
                }
                found = FormatChunk.parse(source.need((int) length, "the format chunk"), at + 8);
                source.skip(length & 1);
            } else if (id.equals("data")) {
                if (found == null) {
                    throw new WavFormatException(at, "the samples come before their format");
                }
                // A writer that was cut off may have left zero, one of a stream all ones.
                left = length == UNKNOWN || length == 0 && unfinished ? Long.MAX_VALUE : length;
                return found;
            } else {
                source.skip(length + (length & 1)); // chunks begin at even bytes
            }
        }
    }

    private static String text(ByteBuffer bytes, int at) {
        return new String(bytes.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    /** What the file holds. */
    public WavFormat format() {
        return format;
    }

    /**
     * Reads samples at the file's own rate.
     *
     * @return how many were read into {@code pcm}; fewer than its length only at the end, 0 after it
     */
    public int read(short[] pcm) throws IOException {
        int frame = format.frameBytes();
        int done = 0;
        while (done < pcm.length && left >= frame) {
            long wanted = Math.min(Math.min((pcm.length - done) * (long) frame, buffer.length), left - left % frame);
            int count = source.read(buffer, (int) wanted);
            for (int at = 0; at + frame <= count; at += frame) {
                pcm[done++] = decoder.frame(buffer, at);
            }
            left = count < wanted ? 0 : left - count;
        }
        return done;
    }

    /** Reads a whole file and converts it to the given rate, Hz. At most ten minutes are read. */
    public static short[] readAll(InputStream in, int sampleRate) throws IOException {
        WavReader reader = new WavReader(in);
        int rate = reader.format().sampleRate();
        short[] pcm = new short[rate];
        int length = 0;
        int limit = rate * MAX_SECONDS;
        short[] block = new short[4096];
        while (length < limit) {
            int count = Math.min(reader.read(block), limit - length);
            if (count == 0) {
                break;
            }
            if (length + count > pcm.length) {
                pcm = Arrays.copyOf(pcm, Math.max(length + count, pcm.length * 2));
            }
            System.arraycopy(block, 0, pcm, length, count);
            length += count;
        }
        return Resampler.resample(Arrays.copyOf(pcm, length), rate, sampleRate);
    }
}
