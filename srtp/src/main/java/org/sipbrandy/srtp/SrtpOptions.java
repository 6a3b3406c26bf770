package org.sipbrandy.srtp;

import java.security.Provider;
import java.util.Optional;

/**
 * What a context may vary in.
 *
 * @param provider where ciphers and MACs are taken from first; what it lacks comes from the platform's providers
 * @param maxSources SSRCs kept per context; further ones are refused
 * @param learnSources whether a receiver takes an SSRC it was not told of, once a packet of it is authentic
 * @param rtpLimit SRTP packets per master key, at most 2^48 (RFC 3711 §9.2)
 * @param rtcpLimit SRTCP packets per master key, at most 2^31 (RFC 3711 §9.2)
 * @param unencryptedRtcp SRTCP is sent with E = 0 and accepted so (UNENCRYPTED_SRTCP of RFC 4568 §6.3.2)
 */
public record SrtpOptions(
        Optional<Provider> provider,
        int maxSources,
        boolean learnSources,
        long rtpLimit,
        long rtcpLimit,
        boolean unencryptedRtcp) {
    /** 2^48 (RFC 3711 §9.2). */
    public static final long MAX_RTP_PACKETS = 1L << 48;

    /** 2^31 (RFC 3711 §9.2). */
    public static final long MAX_RTCP_PACKETS = 1L << 31;

    public SrtpOptions {
        if (maxSources < 1 || maxSources > 4096) {
            throw new IllegalArgumentException("maxSources: " + maxSources);
        }
        if (rtpLimit < 1 || rtpLimit > MAX_RTP_PACKETS || rtcpLimit < 1 || rtcpLimit > MAX_RTCP_PACKETS) {
            throw new IllegalArgumentException("limits: " + rtpLimit + ", " + rtcpLimit);
        }
    }

    /** The platform's providers, 32 learned sources, the limits of RFC 3711, SRTCP encrypted. */
    public static SrtpOptions defaults() {
        return new SrtpOptions(Optional.empty(), 32, true, MAX_RTP_PACKETS, MAX_RTCP_PACKETS, false);
    }

    public SrtpOptions withProvider(Provider provider) {
        return new SrtpOptions(Optional.of(provider), maxSources, learnSources, rtpLimit, rtcpLimit, unencryptedRtcp);
    }

    public SrtpOptions withMaxSources(int maxSources) {
        return new SrtpOptions(provider, maxSources, learnSources, rtpLimit, rtcpLimit, unencryptedRtcp);
    }

    public SrtpOptions withLearnSources(boolean learnSources) {
        return new SrtpOptions(provider, maxSources, learnSources, rtpLimit, rtcpLimit, unencryptedRtcp);
    }

    public SrtpOptions withLimits(long rtpLimit, long rtcpLimit) {
        return new SrtpOptions(provider, maxSources, learnSources, rtpLimit, rtcpLimit, unencryptedRtcp);
    }

    public SrtpOptions withUnencryptedRtcp(boolean unencryptedRtcp) {
        return new SrtpOptions(provider, maxSources, learnSources, rtpLimit, rtcpLimit, unencryptedRtcp);
    }
}
