package org.sipbrandy.dtls;

import java.time.Duration;

/** When the last flight is to be sent again: doubling waits (RFC 6347 §4.2.4.1), counted anew for each flight. */
final class FlightTimer {
    private final long initial;
    private final long ceiling;
    private long interval;
    private long deadline = Long.MAX_VALUE;

    FlightTimer(Duration initial, Duration ceiling) {
        this.initial = initial.toNanos();
        this.ceiling = Math.max(initial.toNanos(), ceiling.toNanos());
        this.interval = initial.toNanos();
    }

    /** A new flight went out. */
    void flightSent(long now) {
        interval = initial;
        deadline = now + interval;
    }

    /** The flight was repeated because the peer repeated its own. */
    void flightRepeated(long now) {
        deadline = now + interval;
    }

    /** Whether the flight is to be repeated; if so, the wait for the next time doubles. */
    boolean expire(long now) {
        if (now < deadline) {
            return false;
        }
        interval = Math.min(2 * interval, ceiling);
        deadline = now + interval;
        return true;
    }

    void stop() {
        deadline = Long.MAX_VALUE;
    }

    long deadline() {
        return deadline;
    }
}
