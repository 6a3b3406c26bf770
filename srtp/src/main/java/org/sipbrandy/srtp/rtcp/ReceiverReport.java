package org.sipbrandy.srtp.rtcp;

import java.util.List;

/** RR (RFC 3550 §6.4.2). Profile-specific extensions are skipped. */
public record ReceiverReport(int ssrc, List<ReportBlock> reports) implements RtcpPacket {
    public static final int TYPE = 201;

    public ReceiverReport {
        reports = Rtcp.atMost31(reports);
    }

    @Override
    public int packetType() {
        return TYPE;
    }
}
