package org.sipbrandy.sip.registration;

import java.util.random.RandomGenerator;

/**
 * How long a failed flow waits before it is tried again (RFC 5626 §4.5), in nanoseconds.
 *
 * @param allFailed base time where no other flow of the agent stands
 * @param someStand base time where one does
 * @param longest at most
 */
public record RetryTimers(long allFailed, long someStand, long longest) {
    private static final long SECOND = 1_000_000_000L;

    /** 30 s, 90 s, 1800 s. */
    public static final RetryTimers STANDARD = new RetryTimers(30 * SECOND, 90 * SECOND, 1800 * SECOND);

    public RetryTimers {
        if (allFailed <= 0 || someStand < allFailed || longest < someStand) {
            throw new IllegalArgumentException("the times of retries rise");
        }
    }

    /** Between 50 and 100 % of W = min(longest, base · 2^failures). */
    long delay(int failures, boolean othersStand, RandomGenerator random) {
        long base = othersStand ? someStand : allFailed;
        long bound = base;
        for (int i = 0; i < failures && bound < longest; i++) {
            bound *= 2;
        }
        bound = Math.min(bound, longest);
        return bound / 2 + random.nextLong(bound / 2 + 1);
    }
}
