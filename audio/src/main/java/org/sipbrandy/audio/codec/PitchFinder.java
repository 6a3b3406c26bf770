package org.sipbrandy.audio.codec;

/** Finds the pitch period at the end of a signal: the lag of 5 to 15 ms at which the last 20 ms resemble themselves best. */
final class PitchFinder {
    private final int minLag;
    private final int maxLag;
    private final int window;
    private final int coarse;

    PitchFinder(int sampleRate) {
        minLag = sampleRate / 200;
        maxLag = sampleRate * 15 / 1000;
        window = sampleRate / 50;
        coarse = Math.max(1, sampleRate / 4000);
    }

    int maxLag() {
        return maxLag;
    }

    /** @param signal at least 35 ms */
    int period(short[] signal) {
        int best = search(signal, minLag, maxLag, coarse, coarse);
        return search(signal, Math.max(minLag, best - coarse + 1), Math.min(maxLag, best + coarse - 1), 1, 1);
    }

    private int search(short[] signal, int from, int to, int lagStep, int sampleStep) {
        int start = signal.length - window;
        int best = to;
        double bestScore = 0;
        for (int lag = from; lag <= to; lag += lagStep) {
            double product = 0;
            double energy = 1;
            for (int i = start; i < signal.length; i += sampleStep) {
                int earlier = signal[i - lag];
                product += (double) signal[i] * earlier;
                energy += (double) earlier * earlier;
            }
            double score = product <= 0 ? 0 : product * product / energy;
            if (score > bestScore) {
                bestScore = score;
                best = lag;
            }
        }
        return best;
    }
}
