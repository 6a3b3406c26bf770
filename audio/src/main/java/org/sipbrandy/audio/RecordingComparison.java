package org.sipbrandy.audio;

/**
 * How a recording at the far end compares with what was played at the near end. Both are aligned by cross-correlation first.
 *
 * @param delayMillis by how much the recording lags the original, in milliseconds; negative when it leads
 * @param correlation normalised correlation after alignment, −1 to 1; 1 means equal but for loudness, 0 when either is silent
 * @param longestGapMillis the longest run in the recording that is silent while the original is not, in milliseconds
 */
public record RecordingComparison(double delayMillis, double correlation, double longestGapMillis) {
    private static final int MAX_SECONDS = 120;

    /**
     * Compares two mono recordings. The correlation is over the whole of the original: what is missing from the recording counts
     * against it. A part counts as silent where 5 ms are 30 dB below the loudness of the whole, or below −60 dBFS.
     *
     * @param original what was played, at most two minutes
     * @param recording what was recorded; may be longer or shorter
     * @param sampleRate of both, Hz, 8000 to 48000
     * @param maxDelayMillis the beginnings are not further apart than this, either way
     * @throws IllegalArgumentException if the rate is out of range or a recording is longer than two minutes
     */
    public static RecordingComparison of(short[] original, short[] recording, int sampleRate, int maxDelayMillis) {
        if (sampleRate < 8_000 || sampleRate > 48_000) {
            throw new IllegalArgumentException("sampling rate " + sampleRate + " Hz");
        }
        if (Math.max(original.length, recording.length) > MAX_SECONDS * sampleRate) {
            throw new IllegalArgumentException("longer than " + MAX_SECONDS + " s");
        }
        int maxLag = (int) ((long) sampleRate * maxDelayMillis / 1000);
        int lag = lag(original, recording, maxLag);
        return new RecordingComparison(
                1000.0 * lag / sampleRate,
                correlation(original, recording, lag),
                GapFinder.longest(original, recording, lag, sampleRate));
    }

    /** As the other, with a delay of at most 2 s. */
    public static RecordingComparison of(short[] original, short[] recording, int sampleRate) {
        return of(original, recording, sampleRate, 2_000);
    }

    private static int lag(short[] original, short[] recording, int maxLag) {
        int size = Integer.highestOneBit(Math.max(2, original.length + recording.length)) * 2;
        Fft fft = new Fft(size);
        double[] aRe = new double[size];
        double[] aIm = new double[size];
        double[] bRe = new double[size];
        double[] bIm = new double[size];
        copy(original, aRe);
        copy(recording, bRe);
        fft.transform(aRe, aIm);
        fft.transform(bRe, bIm);
        for (int i = 0; i < size; i++) { // B × conjugate of A
            double re = bRe[i] * aRe[i] + bIm[i] * aIm[i];
            double im = bIm[i] * aRe[i] - bRe[i] * aIm[i];
            aRe[i] = re;
            aIm[i] = im;
        }
        fft.transform(aIm, aRe); // the inverse
        int from = -Math.min(maxLag, original.length);
        int to = Math.min(maxLag, recording.length);
        int best = 0;
        for (int lag = from; lag <= to; lag++) {
            if (aRe[Math.floorMod(lag, size)] > aRe[Math.floorMod(best, size)]) {
                best = lag;
            }
        }
        return best;
    }

    private static void copy(short[] pcm, double[] into) {
        for (int i = 0; i < pcm.length; i++) {
            into[i] = pcm[i];
        }
    }

    private static double correlation(short[] original, short[] recording, int lag) {
        double product = 0;
        double played = 0;
        double recorded = 0;
        for (int i = 0; i < original.length; i++) {
            double a = original[i];
            double b = i + lag >= 0 && i + lag < recording.length ? recording[i + lag] : 0;
            product += a * b;
            played += a * a;
            recorded += b * b;
        }
        return played == 0 || recorded == 0 ? 0 : product / Math.sqrt(played * recorded);
    }
}
