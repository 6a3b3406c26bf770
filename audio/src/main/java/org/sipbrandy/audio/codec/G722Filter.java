package org.sipbrandy.audio.codec;

/** The quadrature mirror filter of ITU-T G.722 table 4, either way. */
final class G722Filter {
    private static final int[] TAPS = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};
    private static final int LENGTH = 24;

    private final int[] line = new int[LENGTH];

    private int even;
    private int odd;

    private void run(int first, int second) {
        System.arraycopy(line, 2, line, 0, LENGTH - 2);
        line[LENGTH - 2] = first;
        line[LENGTH - 1] = second;
        even = 0;
        odd = 0;
        for (int i = 0; i < TAPS.length; i++) {
            odd += line[2 * i] * TAPS[i];
            even += line[2 * i + 1] * TAPS[TAPS.length - 1 - i];
        }
    }

    /** Two samples in, one of each band out: {@link #lower}, {@link #higher}. */
    void split(short first, short second) {
        run(first, second);
    }

    int lower() {
        return even + odd >> 14;
    }

    int higher() {
        return even - odd >> 14;
    }

    /** One of each band in, two samples out: {@link #first}, {@link #second}. */
    void join(int lower, int higher) {
        run(lower + higher, lower - higher);
    }

    short first() {
        return Pcm.clip(even >> 11);
    }

    short second() {
        return Pcm.clip(odd >> 11);
    }
}
