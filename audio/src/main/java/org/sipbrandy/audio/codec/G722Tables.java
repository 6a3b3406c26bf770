package org.sipbrandy.audio.codec;

/** The quantisers of ITU-T G.722 §6.2, for 64 kbit/s: six bits for the lower band, two for the higher. */
final class G722Tables {
    /** Decision levels of the lower band's magnitude. */
    private static final int[] Q6 = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219,
        1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    private static final int[] QM6 = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    private static final int[] QM4 = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };

    private static final int[] QM2 = {-7408, -1616, 7408, 1616};

    /** Steps of the logarithmic scale, by the upper four bits of a lower code and by a higher code. */
    private static final int[] LOWER_STEP = {
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };

    private static final int[] HIGHER_STEP = {798, -214, 798, -214};

    private G722Tables() {}

    /** QUANTL. */
    static int lowerCode(int difference, int scale) {
        int magnitude = difference >= 0 ? difference : ~difference;
        int i = 1;
        while (i < Q6.length && magnitude >= Q6[i] * scale >> 12) {
            i++;
        }
        if (difference >= 0) {
            return 62 - i;
        }
        return i < 3 ? 64 - i : 34 - i;
    }

    /** QUANTH. */
    static int higherCode(int difference, int scale) {
        int magnitude = difference >= 0 ? difference : ~difference;
        boolean large = magnitude >= 564 * scale >> 12;
        return (difference >= 0 ? 2 : 0) + (large ? 0 : 1);
    }

    /** INVQBL: the difference as heard. */
    static int lowerFine(int code, int scale) {
        return scale * QM6[code] >> 15;
    }

    /** INVQAL: the difference as the predictor sees it, from four of the six bits. */
    static int lowerCoarse(int code, int scale) {
        return scale * QM4[code >> 2] >> 15;
    }

    /** INVQAH. */
    static int higher(int code, int scale) {
        return scale * QM2[code] >> 15;
    }

    static int lowerStep(int code) {
        return LOWER_STEP[code >> 2];
    }

    static int higherStep(int code) {
        return HIGHER_STEP[code];
    }
}
