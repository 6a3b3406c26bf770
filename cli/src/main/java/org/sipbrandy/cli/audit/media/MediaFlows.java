package org.sipbrandy.cli.audit.media;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.cli.audit.capture.Packet;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunMessage;

/** The paths of media in a capture. Bounded: the ones that were silent longest are forgotten. Not thread-safe. */
public final class MediaFlows {
    private static final int MAX_FLOWS = 20_000;

    private final Map<Path, Flow> flows = new LinkedHashMap<>(16, 0.75f, true);
    private long forgotten;

    private record Path(TransportAddress lower, TransportAddress upper) {}

    /** Takes a datagram; what cannot be media is passed over. */
    public void add(Packet.Datagram datagram) {
        if (!mayBeMedia(datagram.payload())) {
            return;
        }
        boolean ordered = datagram.from().compareTo(datagram.to()) <= 0;
        var path = ordered ? new Path(datagram.from(), datagram.to()) : new Path(datagram.to(), datagram.from());
        flows.computeIfAbsent(path, it -> new Flow(it.lower(), it.upper())).add(datagram);
        if (flows.size() > MAX_FLOWS) {
            var eldest = flows.entrySet().iterator().next();
            forgotten += eldest.getValue().isMedia() ? 1 : 0;
            flows.remove(eldest.getKey());
        }
    }

    private static boolean mayBeMedia(byte[] octets) {
        return switch (PacketKind.of(octets)) {
            case STUN -> octets.length >= StunMessage.HEADER_LENGTH && Bytes.uint32(octets, 4) == StunMessage.COOKIE;
            case DTLS -> octets.length >= 13 && (Bytes.uint16(octets, 1) >> 8 == 0xfe || (octets[0] & 0xe0) == 0x20);
            case RTP -> RtpStream.header(octets) >= 0;
            case RTCP, ZRTP, TURN_CHANNEL, UNKNOWN -> false;
        };
    }

    /** Those that are media, as far as can be told. */
    public List<Flow> all() {
        return flows.values().stream().filter(Flow::isMedia).toList();
    }

    /** How many there were that were forgotten. */
    public long forgotten() {
        return forgotten;
    }
}
