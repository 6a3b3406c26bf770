package org.sipbrandy.sip.transaction;

/**
 * The base values of the timers in nanoseconds (RFC 3261 §17.1.1.1, table 4).
 *
 * @param t1 estimate of the round-trip time
 * @param t2 longest interval of retransmissions of non-INVITE requests and INVITE responses
 * @param t4 longest time a message stays in the network
 */
public record TransactionTimers(long t1, long t2, long t4) {
    /** 500 ms, 4 s, 5 s. */
    public static final TransactionTimers STANDARD =
            new TransactionTimers(500_000_000L, 4_000_000_000L, 5_000_000_000L);

    public TransactionTimers {
        if (t1 <= 0 || t2 < t1 || t4 <= 0) {
            throw new IllegalArgumentException("timers must be positive and T2 no less than T1");
        }
    }

    /** 64*T1: timers B, F, H, J, L and M. */
    public long sixtyFourT1() {
        return 64 * t1;
    }

    /** Timer D, at least 32 s on unreliable transports. */
    public long d() {
        return Math.max(32_000_000_000L, 64 * t1);
    }

    /** When timer E is first reset to T2, counted from the sending of the request (RFC 4320 §4.1). */
    public long untilEReachesT2() {
        long elapsed = 0;
        for (long interval = t1; interval < t2; interval = Math.min(2 * interval, t2)) {
            elapsed += interval;
        }
        return elapsed;
    }
}
