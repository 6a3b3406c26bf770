package org.sipbrandy.call.leg;

/** The time of the input that a leg handles now: monotonic, in nanoseconds. Not thread-safe. */
public final class Moment {
    private long nanos;

    Moment(long nanos) {
        this.nanos = nanos;
    }

    void is(long now) {
        nanos = now;
    }

    public long nanos() {
        return nanos;
    }
}
