package org.sipbrandy.srtp.rtcp;

/**
 * What a receiver says of one source (RFC 3550 §6.4.1).
 *
 * @param ssrc the source
 * @param fractionLost of 256 packets expected since the last report, 0 … 255
 * @param cumulativeLost −2^23 … 2^23 − 1; negative with duplicates
 * @param highestSequence extended highest sequence number received, 0 … 2^32 − 1
 * @param jitter interarrival jitter in timestamp units, 0 … 2^32 − 1
 * @param lastSr middle 32 bits of the NTP time of the last SR from the source, 0 if none
 * @param delaySinceLastSr in 1/65536 s, 0 if none
 */
public record ReportBlock(
        int ssrc,
        int fractionLost,
        int cumulativeLost,
        long highestSequence,
        long jitter,
        long lastSr,
        long delaySinceLastSr) {
    static final int LENGTH = 24;

    public ReportBlock {
        Rtcp.check(fractionLost >= 0 && fractionLost <= 255, "fractionLost", fractionLost);
        Rtcp.check(cumulativeLost >= -0x80_0000 && cumulativeLost <= 0x7f_ffff, "cumulativeLost", cumulativeLost);
        Rtcp.checkUnsigned(highestSequence, "highestSequence");
        Rtcp.checkUnsigned(jitter, "jitter");
        Rtcp.checkUnsigned(lastSr, "lastSr");
        Rtcp.checkUnsigned(delaySinceLastSr, "delaySinceLastSr");
    }
}
