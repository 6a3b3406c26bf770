package org.sipbrandy.srtp.rtcp;

import java.util.List;

/**
 * SR (RFC 3550 §6.4.1). Profile-specific extensions are skipped.
 *
 * @param ntpTime 64 bits NTP time
 * @param rtpTimestamp the same instant in timestamp units, 0 … 2^32 − 1
 * @param packetCount modulo 2^32
 * @param octetCount of payload, modulo 2^32
 */
public record SenderReport(
        int ssrc, long ntpTime, long rtpTimestamp, long packetCount, long octetCount, List<ReportBlock> reports)
        implements RtcpPacket {
    public static final int TYPE = 200;

    public SenderReport {
        Rtcp.checkUnsigned(rtpTimestamp, "rtpTimestamp");
        Rtcp.checkUnsigned(packetCount, "packetCount");
        Rtcp.checkUnsigned(octetCount, "octetCount");
        reports = Rtcp.atMost31(reports);
    }

    @Override
    public int packetType() {
        return TYPE;
    }
}
