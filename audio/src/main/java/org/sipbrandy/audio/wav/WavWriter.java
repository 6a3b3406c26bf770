package org.sipbrandy.audio.wav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes 16-bit mono PCM as RIFF/WAVE, as it comes. The lengths in the header are set right every second and at close, so that a
 * crash or a full disk leaves a file that players read. Not thread-safe.
 */
public final class WavWriter implements AutoCloseable {
    /** Bytes before the first sample. */
    public static final int HEADER_BYTES = 44;

    private static final long UNKNOWN = 0xFFFF_FFFFL;

    private final WavSink sink;
    private final int sampleRate;
    private byte[] buffer = new byte[0];
    private long samples;
    private long stated;
    private boolean closed;

    /**
     * Writes the header.
     *
     * @param sink is closed by {@link #close}; if the header cannot be written, it is still the caller's
     * @param sampleRate Hz, 1000 to 384000
     * @throws IllegalArgumentException for another rate
     */
    public WavWriter(WavSink sink, int sampleRate) throws IOException {
        if (sampleRate < WavFormat.MIN_RATE || sampleRate > WavFormat.MAX_RATE) {
            throw new IllegalArgumentException("sampling rate " + sampleRate + " Hz");
        }
        this.sink = sink;
        this.sampleRate = sampleRate;
        // Until the true length is known: "all that follows", which readers understand.
        byte[] header = header(UNKNOWN);
        sink.append(header, 0, header.length);
    }

    /**
     * Appends samples.
     *
     * @throws IOException from the sink; the samples written before are kept and {@link #close} still completes the header
     */
    public void write(short[] pcm) throws IOException {
        int bytes = pcm.length * 2;
        if (buffer.length < bytes) {
            buffer = new byte[bytes];
        }
        ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(pcm);
        sink.append(buffer, 0, bytes);
        samples += pcm.length;
        if (samples - stated >= sampleRate) {
            complete();
        }
    }

    /** Samples written so far. */
    public long samples() {
        return samples;
    }

    private void complete() throws IOException {
        sink.overwrite(0, header(samples * 2));
        stated = samples;
    }

    /** Completes the header and closes the sink, the latter even if the former fails. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            complete();
        }
    }

    private byte[] header(long dataBytes) {
        long data = Math.min(dataBytes, UNKNOWN);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) Math.min(data + HEADER_BYTES - 8, UNKNOWN));
        header.put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        header.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
        header.put(ascii("data")).putInt((int) data);
        return header.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
