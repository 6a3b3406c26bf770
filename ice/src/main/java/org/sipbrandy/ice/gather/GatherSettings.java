package org.sipbrandy.ice.gather;

import java.time.Duration;

/**
 * How candidates are gathered.
 *
 * @param loopback whether loopback addresses can be candidates: the call stays on this machine
 * @param relayOnly relayed candidates alone, which tell nothing of where we are (RFC 8445 §19.1, RFC 8839 §9.1)
 * @param pacing Ta, between two new transactions: at least 5 ms (RFC 8445 §14.2)
 * @param limit servers that have given nothing by then are given up
 */
public record GatherSettings(boolean loopback, boolean relayOnly, Duration pacing, Duration limit) {
    private static final Duration LEAST_PACING = Duration.ofMillis(5);

    public GatherSettings {
        if (pacing.compareTo(LEAST_PACING) < 0 || limit.isNegative()) {
            throw new IllegalArgumentException("pacing is at least 5 ms, a limit is not negative");
        }
    }

    /** Everything but loopback; 50 ms, 3 s. */
    public static GatherSettings standard() {
        return new GatherSettings(false, false, Duration.ofMillis(50), Duration.ofSeconds(3));
    }

    public GatherSettings withLoopback(boolean value) {
        return new GatherSettings(value, relayOnly, pacing, limit);
    }

    public GatherSettings withRelayOnly(boolean value) {
        return new GatherSettings(loopback, value, pacing, limit);
    }

    public GatherSettings withLimit(Duration value) {
        return new GatherSettings(loopback, relayOnly, pacing, value);
    }
}
