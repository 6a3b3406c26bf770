package org.sipbrandy.audio.playout;

/**
 * Bounds of the playout delay.
 *
 * @param minMillis lower bound of the target, at least 10 ms
 * @param initialMillis target before anything has been measured
 * @param maxMillis upper bound of the delay; older audio is dropped, at most 2000 ms
 */
public record PlayoutLimits(int minMillis, int initialMillis, int maxMillis) {
    /** 20 ms to 400 ms, starting at 40 ms. */
    public static final PlayoutLimits DEFAULT = new PlayoutLimits(20, 40, 400);

    public PlayoutLimits {
        if (minMillis < 10 || initialMillis < minMillis || maxMillis < initialMillis || maxMillis > 2000) {
            throw new IllegalArgumentException(
                    "playout limits " + minMillis + ", " + initialMillis + ", " + maxMillis + " ms");
        }
    }
}
