package org.sipbrandy.audio;

/** Finds the one lag at which a recording resembles the original most, by the Fourier transform. */
final class CrossCorrelation {
    private CrossCorrelation() {}

    /** In samples; positive when the recording is later. 0 if no lag is better than another. */
    static int lag(short[] original, short[] recording, int maxLag) {
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
}
