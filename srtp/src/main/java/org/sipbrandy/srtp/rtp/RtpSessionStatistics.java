package org.sipbrandy.srtp.rtp;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A session's figures at one instant.
 *
 * @param packetsSent RTP packets
 * @param octetsSent of payload
 * @param packetsReceived of all valid sources
 * @param packetsLost of all valid sources, never negative
 * @param jitterNanos the highest of the sources heard
 * @param roundTripNanos last round trip by LSR and DLSR
 * @param remoteFractionLost what the peer last reported of us, 0 … 1
 * @param remoteJitterNanos what the peer last reported of us
 */
public record RtpSessionStatistics(
        long packetsSent,
        long octetsSent,
        long packetsReceived,
        long packetsLost,
        long jitterNanos,
        OptionalLong roundTripNanos,
        OptionalDouble remoteFractionLost,
        OptionalLong remoteJitterNanos) {}
