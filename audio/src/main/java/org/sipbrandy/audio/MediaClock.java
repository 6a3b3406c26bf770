package org.sipbrandy.audio;

/**
 * Ties an RTP media clock to time: at {@code origin} (monotonic nanoseconds) it reads {@code timestamp}.
 *
 * @param rate timestamp units a second, positive
 */
public record MediaClock(int rate, long origin, long timestamp) {
    private static final long SECOND = 1_000_000_000L;

    public MediaClock {
        if (rate <= 0) {
            throw new IllegalArgumentException("clock rate " + rate);
        }
    }

    /** The RTP timestamp at an instant, 0 to 2^32−1. */
    public long at(long now) {
        long elapsed = now - origin;
        long seconds = Math.floorDiv(elapsed, SECOND);
        long ticks = seconds * rate + Math.floorMod(elapsed, SECOND) * rate / SECOND;
        return (timestamp + ticks) & 0xFFFF_FFFFL;
    }
}
