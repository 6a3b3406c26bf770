package org.sipbrandy.audio.codec;

/** Adaptive predictor and quantiser scale of one sub-band of G.722; names as in ITU-T G.722 §3 and §6.2. */
final class G722Band {
    /** G.722 table 6-16. */
    private static final int[] ILB = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int maxLog;
    private final int shift;
    private final int[] d = new int[7];
    private final int[] b = new int[7];
    private int a1;
    private int a2;
    private int r1;
    private int r2;
    private int p1;
    private int p2;
    private int poles;
    private int zeros;
    private int estimate;
    private int log;
    private int scale;

    private G722Band(int maxLog, int shift, int scale) {
        this.maxLog = maxLog;
        this.shift = shift;
        this.scale = scale;
    }

    static G722Band lower() {
        return new G722Band(18432, 8, 32);
    }

    static G722Band higher() {
        return new G722Band(22528, 10, 8);
    }

    /** S: what the predictor expects. */
    int estimate() {
        return estimate;
    }

    /** DET: the scale factor of the quantiser. */
    int scale() {
        return scale;
    }

    /** Takes in the quantised difference and the logarithmic step that goes with its code. */
    void adapt(int difference, int step) {
        log = Math.clamp((log * 127 >> 7) + step, 0, maxLog); // LOGSCL, LOGSCH
        int down = shift - (log >> 11);
        int linear = ILB[log >> 6 & 31];
        scale = (down < 0 ? linear << -down : linear >> down) << 2; // SCALEL, SCALEH
        d[0] = difference;
        int r0 = Pcm.clip(estimate + difference); // RECONS
        int p0 = Pcm.clip(zeros + difference); // PARREC
        adaptPoles(p0);
        adaptZeros();
        System.arraycopy(d, 0, d, 1, 6); // DELAYA
        r2 = r1;
        r1 = r0;
        p2 = p1;
        p1 = p0;
        predict();
    }

    private void adaptPoles(int p0) {
        boolean like1 = p0 < 0 == p1 < 0;
        boolean like2 = p0 < 0 == p2 < 0;
        int four = Pcm.clip(a1 << 2); // UPPOL2
        int second = Math.min(like1 ? -four : four, Short.MAX_VALUE) >> 7;
        second += (like2 ? 128 : -128) + (a2 * 32512 >> 15);
        a2 = Math.clamp(second, -12288, 12288);
        int first = Pcm.clip((like1 ? 192 : -192) + (a1 * 32640 >> 15)); // UPPOL1
        int bound = 15360 - a2;
        a1 = Math.clamp(first, -bound, bound);
    }

    private void adaptZeros() { // UPZERO
        int step = d[0] == 0 ? 0 : 128;
        for (int i = 1; i < 7; i++) {
            int change = d[i] < 0 == d[0] < 0 ? step : -step;
            b[i] = Pcm.clip(change + (b[i] * 32640 >> 15));
        }
    }

    private void predict() {
        poles = Pcm.clip((a1 * Pcm.clip(2 * r1) >> 15) + (a2 * Pcm.clip(2 * r2) >> 15)); // FILTEP
        int sum = 0;
        for (int i = 6; i > 0; i--) { // FILTEZ
            sum += b[i] * Pcm.clip(2 * d[i]) >> 15;
        }
        zeros = Pcm.clip(sum);
        estimate = Pcm.clip(poles + zeros); // PREDIC
    }
}
