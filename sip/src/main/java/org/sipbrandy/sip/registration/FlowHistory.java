package org.sipbrandy.sip.registration;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** How a flow did so far, and so how soon it is tried again (RFC 5626 §4.5). Not thread-safe. */
final class FlowHistory {
    /** Whoever grants a registration and drops its flow at once gets us back after a while only. */
    private static final long SHORTEST_LIFE = 10_000_000_000L;

    private final RetryTimers timers;
    private final RandomGenerator random;
    private int failures;
    private boolean proven;
    private boolean othersStand;
    private long since;

    FlowHistory(RetryTimers timers, RandomGenerator random) {
        this.timers = timers;
        this.random = random;
    }

    void othersStand(boolean stand) {
        othersStand = stand;
    }

    /**
     * A registration was granted.
     *
     * @param anew over a flow that had none
     * @param keepAlives whether they are in use: then being registered proves nothing yet
     */
    void granted(boolean anew, boolean keepAlives, long now) {
        if (anew) {
            since = now;
        }
        if (!anew || !keepAlives) {
            proved();
        }
    }

    /** A keep-alive was answered, or the flow lasted until a refresh. */
    void proved() {
        proven = true;
        failures = 0;
    }

    /** Whether the flow that was lost was a good one, to be replaced at once. */
    boolean wasGood(long now) {
        boolean good = proven && now - since >= SHORTEST_LIFE;
        proven = false;
        return good;
    }

    /**
     * An attempt failed.
     *
     * @param retryAfter what the registrar asks for, nanoseconds
     * @return how long to wait, nanoseconds
     */
    long failed(OptionalLong retryAfter) {
        failures++;
        proven = false;
        long wait = timers.delay(failures, othersStand, random);
        if (retryAfter.isEmpty()) {
            return wait;
        }
        // RFC 5626 §4.2.1: as the registrar says; §4.5: not sooner than our own delay, but for a 0
        return retryAfter.getAsLong() == 0 && failures == 1 ? 0 : Math.max(wait, retryAfter.getAsLong());
    }
}
