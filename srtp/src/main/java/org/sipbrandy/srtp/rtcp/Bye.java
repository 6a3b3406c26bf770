package org.sipbrandy.srtp.rtcp;

import java.util.List;
import java.util.Optional;

/** BYE (RFC 3550 §6.6). */
public record Bye(List<Integer> sources, Optional<String> reason) implements RtcpPacket {
    public static final int TYPE = 203;

    public Bye {
        sources = Rtcp.atMost31(sources);
    }

    @Override
    public int packetType() {
        return TYPE;
    }
}
