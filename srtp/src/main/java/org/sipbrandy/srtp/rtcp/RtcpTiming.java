package org.sipbrandy.srtp.rtcp;

/**
 * What RTCP may use (RFC 3550 §6.2).
 *
 * @param sessionBandwidth bits per second of the whole session; RTCP takes 5 %
 * @param minimumNanos least deterministic interval
 */
public record RtcpTiming(long sessionBandwidth, long minimumNanos) {
    /** 5 s (RFC 3550 §6.2). */
    public static final long MINIMUM_NANOS = 5_000_000_000L;

    public RtcpTiming {
        Rtcp.check(sessionBandwidth > 0, "sessionBandwidth", sessionBandwidth);
        Rtcp.check(minimumNanos >= 0, "minimumNanos", minimumNanos);
    }

    /** With the fixed minimum of 5 s. */
    public static RtcpTiming standard(long sessionBandwidth) {
        return new RtcpTiming(sessionBandwidth, MINIMUM_NANOS);
    }

    /** With the reduced minimum: 360 s divided by the bandwidth in kbit/s (RFC 3550 §6.2), never above 5 s. */
    public static RtcpTiming reduced(long sessionBandwidth) {
        return new RtcpTiming(sessionBandwidth, Math.min(MINIMUM_NANOS, 360_000_000_000_000L / sessionBandwidth));
    }
}
