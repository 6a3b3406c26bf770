package org.sipbrandy.audio;

/**
 * Tells when the next frame is due: the n-th frame is due at start + n × frame, so that late wake-ups do not add up. Not thread-safe.
 *
 * <pre>{@code
 * while (pacer.take(now)) { send(frame); }   // then sleep until pacer.deadline()
 * }</pre>
 */
public final class FramePacer {
    /** Frames that may be made up for in one go after a stall; older ones are skipped rather than sent in a burst. */
    public static final int CATCH_UP = 5;

    private final long origin;
    private final long frameNanos;
    private long next;
    private long skipped;

    /**
     * @param start the instant at which the first frame is due, monotonic nanoseconds
     * @param frameMillis frame length in milliseconds, 1 to 1000
     */
    public FramePacer(long start, int frameMillis) {
        if (frameMillis < 1 || frameMillis > 1000) {
            throw new IllegalArgumentException("frame length " + frameMillis + " ms");
        }
        origin = start;
        frameNanos = frameMillis * 1_000_000L;
    }

    /** Whether a frame is due; if so it counts as taken. */
    public boolean take(long now) {
        long late = now - deadline();
        if (late < 0) {
            return false;
        }
        long behind = late / frameNanos;
        if (behind >= CATCH_UP) {
            long skip = behind - CATCH_UP + 1;
            skipped += skip;
            next += skip;
        }
        next++;
        return true;
    }

    /** When the next frame is due. */
    public long deadline() {
        return origin + next * frameNanos;
    }

    /** The number of the next frame, from 0; skipped ones are counted, so it times the frame length is the media time. */
    public long nextFrame() {
        return next;
    }

    /** Frames never sent because the caller was away for too long. */
    public long skipped() {
        return skipped;
    }
}
