package org.sipbrandy.audio;

import java.util.Arrays;

/**
 * Streaming band-limited conversion of the sampling rate by a polyphase sinc under a Kaiser window: within
 * 0.3 dB to 0.87 of the lower Nyquist frequency, aliases below −60 dB. What comes out is not shifted in time against what went in. Not thread-safe.
 */
public final class Resampler {
    private static final int MIN_RATE = 1_000;
    private static final int MAX_RATE = 384_000;

    private final long from;
    private final long to;
    private final ResamplerKernel kernel;
    private float[] history;
    private int filled;
    private long dropped;
    private long taken;
    private long given;

    /**
     * @param from rate of what comes in, Hz, 1000 to 384000
     * @param to rate of what goes out, Hz, same range
     * @throws IllegalArgumentException for a rate outside the range
     */
    public Resampler(int from, int to) {
        if (from < MIN_RATE || from > MAX_RATE || to < MIN_RATE || to > MAX_RATE) {
            throw new IllegalArgumentException("sampling rates " + from + " and " + to + " Hz");
        }
        int divisor = gcd(from, to);
        this.from = from / divisor;
        this.to = to / divisor;
        kernel = new ResamplerKernel(this.from, this.to);
        history = new float[2 * kernel.half() + 4096];
        begin();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void begin() {
        // As if silence had gone before; sample i of the stream is at history[i - dropped].
        Arrays.fill(history, 0f);
        filled = kernel.half();
        dropped = -kernel.half();
        taken = 0;
        given = 0;
    }

    /** Converts the next samples of the stream; gives what is ready, which lags by {@link #delaySamples()} of the output. */
    public short[] process(short[] pcm) {
        if (from == to) {
            return pcm.clone();
        }
        taken += pcm.length;
        append(pcm);
        // An output at time t needs the input up to t + half.
        long ready = Math.max(given, Math.ceilDiv((taken - kernel.half()) * to, from));
        return produce((int) (ready - given));
    }

    /** Gives the rest at the end of the stream; afterwards a new stream may begin. */
    public short[] flush() {
        if (from == to) {
            return new short[0];
        }
        long total = Math.floorDiv(2 * taken * to + from, 2 * from);
        append(new short[kernel.half() + 1]);
        short[] rest = produce((int) Math.max(0, total - given));
        begin();
        return rest;
    }

    /** How many samples, of the output's rate, the stream lags while it runs. */
    public int delaySamples() {
        return from == to ? 0 : (int) Math.ceilDiv(kernel.half() * to, from);
    }

    private void append(short[] pcm) {
        if (filled + pcm.length > history.length) {
            history = Arrays.copyOf(history, (filled + pcm.length) * 2);
        }
        for (short sample : pcm) {
            history[filled++] = sample;
        }
    }

    private short[] produce(int count) {
        short[] out = new short[count];
        for (int i = 0; i < count; i++) {
            long time = given * from;
            long whole = time / to;
            int start = (int) (whole - dropped) - kernel.half() + 1;
            out[i] = (short)
                    Math.clamp(Math.round(kernel.apply(history, start, time % to)), Short.MIN_VALUE, Short.MAX_VALUE);
            given++;
        }
        int keepFrom = (int) (given * from / to - dropped) - kernel.half() + 1;
        int drop = Math.clamp(keepFrom, 0, filled);
        System.arraycopy(history, drop, history, 0, filled - drop);
        filled -= drop;
        dropped += drop;
        return out;
    }

    /** Converts a whole recording; the result has {@code round(length × to / from)} samples and is not shifted. */
    public static short[] resample(short[] pcm, int from, int to) {
        Resampler resampler = new Resampler(from, to);
        short[] first = resampler.process(pcm);
        short[] rest = resampler.flush();
        short[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }
}
