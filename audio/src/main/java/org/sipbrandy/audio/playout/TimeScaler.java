package org.sipbrandy.audio.playout;

import java.util.Arrays;

/**
 * Plays a frame a little faster or slower without changing the pitch: one period is taken out or put in where the signal resembles
 * itself, by overlap and add (WSOLA). In silence any length will do.
 */
final class TimeScaler {
    private static final double SIMILAR = 0.75;
    private static final double SIMILAR_ENOUGH = 0.4;
    private static final long QUIET_MEAN_SQUARE = 100 * 100; // −50 dBFS

    private final int minLag;
    private final int step;

    TimeScaler(int sampleRate) {
        minLag = sampleRate * 5 / 2000;
        step = Math.max(1, sampleRate / 8000);
    }

    /**
     * Takes a period out.
     *
     * @param urgent whether to accept what can be heard rather than wait for a better place
     * @return the frame itself if there is no place for it
     */
    short[] shorten(short[] pcm, boolean urgent) {
        int lag = lag(pcm, urgent);
        if (lag == 0) {
            return pcm;
        }
        short[] out = new short[pcm.length - lag];
        for (int i = 0; i < lag; i++) {
            out[i] = mix(pcm[i], pcm[i + lag], i, lag);
        }
        System.arraycopy(pcm, 2 * lag, out, lag, pcm.length - 2 * lag);
        return out;
    }

    /** Puts a period in; otherwise as {@link #shorten}. */
    short[] stretch(short[] pcm, boolean urgent) {
        int lag = lag(pcm, urgent);
        if (lag == 0) {
            return pcm;
        }
        short[] out = Arrays.copyOf(pcm, pcm.length + lag);
        for (int i = 0; i < lag; i++) {
            out[lag + i] = mix(pcm[lag + i], pcm[i], i, lag);
        }
        System.arraycopy(pcm, lag, out, 2 * lag, pcm.length - lag);
        return out;
    }

    private static short mix(short from, short to, int i, int length) {
        return (short) (from + (to - from) * (i + 1) / (length + 1));
    }

    /** The lag, up to half the frame, at which the beginning of the frame resembles what follows; 0 for none. */
    private int lag(short[] pcm, boolean urgent) {
        int maxLag = pcm.length / 2;
        if (maxLag < minLag) {
            return 0;
        }
        if (quiet(pcm)) {
            return maxLag;
        }
        int best = 0;
        double bestScore = urgent ? SIMILAR_ENOUGH : SIMILAR;
        for (int lag = minLag; lag <= maxLag; lag += step) {
            double score = similarity(pcm, lag);
            if (score > bestScore) {
                bestScore = score;
                best = lag;
            }
        }
        return best;
    }

    private boolean quiet(short[] pcm) {
        long squares = 0;
        for (short sample : pcm) {
            squares += sample * sample;
        }
        return squares < QUIET_MEAN_SQUARE * pcm.length;
    }

    private double similarity(short[] pcm, int lag) {
        double product = 0;
        double early = 1;
        double later = 1;
        for (int i = 0; i < lag; i += step) {
            double a = pcm[i];
            double b = pcm[i + lag];
            product += a * b;
            early += a * a;
            later += b * b;
        }
        return product / Math.sqrt(early * later);
    }
}
