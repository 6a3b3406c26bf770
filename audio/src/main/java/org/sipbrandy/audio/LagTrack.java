package org.sipbrandy.audio;

import java.util.Arrays;
import java.util.BitSet;

/**
 * By how much a recording lags the original, segment by segment. A playout may lawfully play a pitch period more or less, so one lag
 * does not hold for a whole recording; ITU-T P.862 §10.1 aligns each utterance by itself for that reason. Here the path of lags is
 * found that makes the correlation as large as it can be, where every change has its price: it must win as much as 200 ms of speech of
 * mean loudness that fits perfectly. So a shift that lasts is followed, and what is foreign cannot be flattered by shifting bits of it.
 */
final class LagTrack {
    private static final int SEGMENT_MILLIS = 20;
    private static final int PRICE_MILLIS = 200;
    /** No segment is further than this from the lag that suits the whole. */
    private static final int AROUND_MILLIS = 120;

    private final int segment;
    private final int[] lags;

    private LagTrack(int segment, int[] lags) {
        this.segment = segment;
        this.lags = lags;
    }

    /** Finds it; no lag is beyond {@code ±maxLag} samples. */
    static LagTrack find(short[] original, short[] recording, int sampleRate, int maxLag) {
        int whole = CrossCorrelation.lag(original, recording, maxLag);
        int around = sampleRate * AROUND_MILLIS / 1000;
        int from = Math.max(-maxLag, whole - around);
        int count = Math.min(maxLag, whole + around) - from + 1;
        int segment = sampleRate * SEGMENT_MILLIS / 1000;
        int segments = Math.max(1, (original.length + segment - 1) / segment);
        double price = Math.sqrt(energy(original) * energy(recording))
                * PRICE_MILLIS
                / Math.max(1, 1000.0 * original.length / sampleRate);

        // Viterbi's algorithm; a change costs the same however large it is.
        double[] score = new double[count];
        float[] product = new float[count];
        BitSet[] changed = new BitSet[segments];
        int[] bestBefore = new int[segments];
        for (int s = 0; s < segments; s++) {
            int best = best(score, whole - from);
            double changing = score[best] - price;
            bestBefore[s] = best;
            changed[s] = new BitSet(count);
            products(original, recording, s * segment, segment, from, product);
            for (int i = 0; i < count; i++) {
                if (s > 0 && changing > score[i]) {
                    changed[s].set(i);
                    score[i] = changing;
                }
                score[i] += product[i];
            }
        }
        int[] lags = new int[segments];
        int at = best(score, whole - from);
        for (int s = segments - 1; s >= 0; s--) {
            lags[s] = from + at;
            at = changed[s].get(at) ? bestBefore[s] : at;
        }
        return new LagTrack(segment, lags);
    }

    private static int best(double[] score, int otherwise) {
        int best = otherwise;
        for (int i = 0; i < score.length; i++) {
            if (score[i] > score[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The cross-correlation of one segment, for all lags. */
    private static void products(
            short[] original, short[] recording, int start, int segment, int firstLag, float[] product) {
        Arrays.fill(product, 0);
        int end = Math.min(original.length, start + segment);
        for (int i = start; i < end; i++) {
            float sample = original[i];
            int begin = Math.max(0, -(i + firstLag));
            int stop = Math.min(product.length, recording.length - i - firstLag);
            for (int lag = begin; lag < stop; lag++) {
                product[lag] += sample * recording[i + firstLag + lag];
            }
        }
    }

    private static double energy(short[] pcm) {
        double squares = 0;
        for (short sample : pcm) {
            squares += (double) sample * sample;
        }
        return squares;
    }

    int segments() {
        return lags.length;
    }

    /** Samples of the original in a segment; the last one may be shorter. */
    int segmentSamples() {
        return segment;
    }

    /** By how many samples the recording lags in a segment. */
    int lag(int number) {
        return lags[number];
    }

    /** The lag of the middle segment, when they are put in order. */
    int typical() {
        int[] sorted = lags.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The greatest lag. */
    int largest() {
        return Arrays.stream(lags).max().orElse(0);
    }
}
