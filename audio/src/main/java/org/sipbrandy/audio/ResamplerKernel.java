package org.sipbrandy.audio;

/** The filter of a {@link Resampler}: a windowed sinc in as many phases as the ratio has, or interpolated between 1280. */
final class ResamplerKernel {
    private static final int ZERO_CROSSINGS = 24;
    private static final double KAISER_BETA = 8;
    private static final double CUTOFF = 0.945;
    private static final int MAX_PHASES = 1280;

    private final int half;
    private final int phases;
    private final long to;
    private final float[][] taps;

    /** Rates in lowest terms. */
    ResamplerKernel(long from, long to) {
        this.to = to;
        double scale = Math.min(1, (double) to / from);
        double cutoff = CUTOFF * scale;
        half = (int) Math.ceil(ZERO_CROSSINGS / scale);
        phases = (int) Math.min(to, MAX_PHASES);
        taps = new float[phases + 1][2 * half];
        for (int phase = 0; phase <= phases; phase++) {
            double sum = 0;
            double[] row = new double[2 * half];
            for (int i = 0; i < row.length; i++) {
                double x = i - half + 1 - (double) phase / phases;
                row[i] = cutoff * sinc(cutoff * x) * kaiser(x / half);
                sum += row[i];
            }
            for (int i = 0; i < row.length; i++) {
                taps[phase][i] = (float) (row[i] / sum);
            }
        }
    }

    /** How many input samples an output needs on either side. */
    int half() {
        return half;
    }

    /**
     * One output sample.
     *
     * @param start index of the first of {@code 2 × half} inputs
     * @param numerator of the time past the middle input, in parts of {@code to}
     */
    float apply(float[] input, int start, long numerator) {
        if (phases == to) {
            return dot(taps[(int) numerator], input, start);
        }
        double phase = (double) numerator * phases / to;
        int below = (int) phase;
        float weight = (float) (phase - below);
        return dot(taps[below], input, start) * (1 - weight) + dot(taps[below + 1], input, start) * weight;
    }

    private static float dot(float[] row, float[] input, int start) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < row.length; i += 4) {
            a += row[i] * input[start + i];
            b += row[i + 1] * input[start + i + 1];
            c += row[i + 2] * input[start + i + 2];
            d += row[i + 3] * input[start + i + 3];
        }
        for (; i < row.length; i++) {
            a += row[i] * input[start + i];
        }
        return a + b + (c + d);
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-12 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
    }

    /** The modified Bessel function I₀. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }
}
