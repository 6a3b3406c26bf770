package org.sipbrandy.call.media;

import java.util.OptionalLong;

/** The figures of one stream. Times are nanoseconds. */
public record StreamStatistics(
        long sent,
        long received,
        long lost,
        long jitter,
        OptionalLong roundTrip,
        long authenticationFailures,
        long replays,
        OptionalLong consentAge) {
    static final StreamStatistics NONE =
            new StreamStatistics(0, 0, 0, 0, OptionalLong.empty(), 0, 0, OptionalLong.empty());

    /** With the counts of a later source of the same stream, whose jitter and round trip are the ones that count. */
    StreamStatistics plus(StreamStatistics later) {
        return new StreamStatistics(
                sent + later.sent,
                received + later.received,
                lost + later.lost,
                later.jitter,
                later.roundTrip,
                authenticationFailures,
                replays,
                consentAge);
    }

    StreamStatistics with(long newAuthenticationFailures, long newReplays, OptionalLong newConsentAge) {
        return new StreamStatistics(
                sent, received, lost, jitter, roundTrip, newAuthenticationFailures, newReplays, newConsentAge);
    }
}
