package org.sipbrandy.stir;

import java.time.Duration;
import java.time.Instant;

/** Freshness of Date and iat, to the second, into the past and into the future alike (STIR-VS-09, STIR-VS-10). */
final class Freshness {
    private Freshness() {}

    static boolean within(Instant time, Instant now, Duration window) {
        return Math.abs(now.getEpochSecond() - time.getEpochSecond()) <= window.toSeconds();
    }
}
