package org.sipbrandy.audio;

/**
 * Tells when the next frame is due: the n-th frame is due at start + n × frame, so that late wake-ups do not add up. After a stall the
 * frames that are overdue follow each other a few times as fast as usual, not in one burst: the network is spared, and who was held up
 * together with the caller gets to run between them. Not thread-safe.
 *
 * <pre>{@code
 * if (pacer.take(now)) { send(frame); }   // then sleep until pacer.deadline()
 * }</pre>
 */
public final class FramePacer {
    /** Frames that are made up for after a stall; older ones are skipped. A receiver would not wait longer for them either. */
    public static final int CATCH_UP = 20;

    private final long origin;
    private final long frameNanos;
    private final int catchUpSpeed;
    private long next;
    private long notBefore = Long.MIN_VALUE;
    private long skipped;

    /**
     * @param start the instant at which the first frame is due, monotonic nanoseconds
     * @param frameMillis frame length in milliseconds, 1 to 1000
     * @param catchUpSpeed how many times faster than usual overdue frames are taken, 2 to 20
     */
    public FramePacer(long start, int frameMillis, int catchUpSpeed) {
        if (frameMillis < 1 || frameMillis > 1000) {
            throw new IllegalArgumentException("frame length " + frameMillis + " ms");
        }
        if (catchUpSpeed < 2 || catchUpSpeed > 20) {
            throw new IllegalArgumentException("catching up " + catchUpSpeed + " times as fast");
        }
        this.catchUpSpeed = catchUpSpeed;
        origin = start;
        frameNanos = frameMillis * 1_000_000L;
    }

    /** Whether a frame is to be sent; if so it counts as taken. Never true twice at the same instant. */
    public boolean take(long now) {
        if (now < deadline()) {
            return false;
        }
        long behind = (now - due()) / frameNanos;
        if (behind >= CATCH_UP) {
            long skip = behind - CATCH_UP + 1;
            skipped += skip;
            next += skip;
        }
        next++;
        notBefore = due() <= now ? now + frameNanos / catchUpSpeed : Long.MIN_VALUE;
        return true;
    }

    /** Skips what is a whole frame overdue, for a caller who has nothing to say yet that would be lost. */
    public void catchUp(long now) {
        long behind = (now - due()) / frameNanos;
        if (behind > 0) {
            skipped += behind;
            next += behind;
        }
        notBefore = Long.MIN_VALUE;
    }

    /** When to call {@link #take}. */
    public long deadline() {
        return Math.max(due(), notBefore);
    }

    /** When the next frame is due by the clock; in the past while the caller is behind. */
    public long due() {
        return origin + next * frameNanos;
    }

    /** When the frame taken last was due by the clock. */
    public long taken() {
        return due() - frameNanos;
    }

    /** The number of the next frame, from 0; skipped ones are counted, so it times the frame length is the media time. */
    public long nextFrame() {
        return next;
    }

    /** Frames that were never taken: {@link #CATCH_UP}, {@link #catchUp}. */
    public long skipped() {
        return skipped;
    }
}
