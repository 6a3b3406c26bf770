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
        OptionalLong consentAge) {}
