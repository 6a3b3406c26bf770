package org.sipbrandy.cli.audit.capture;

import java.util.Arrays;
import java.util.Optional;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** From packets of a link to datagrams and segments. */
final class NetworkLayer {
    private static final int EXPORTED = 252;
    private static final int FIN_OR_SYN_OR_RST = 0x07;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int ACK = 0x10;

    private final Fragments fragments = new Fragments();

    Optional<Packet> read(LinkFrame frame) {
        if (frame.linkType() == EXPORTED) {
            return ExportedMessage.read(frame);
        }
        var at = LinkLayer.network(frame.linkType(), frame.octets());
        if (at.isEmpty()) {
            return Optional.empty();
        }
        return IpPacket.read(frame.octets(), at.getAsInt())
                .flatMap(packet -> packet.isFragment() ? fragments.add(packet, frame.time()) : Optional.of(packet))
                .flatMap(packet -> transport(packet, frame));
    }

    private static Optional<Packet> transport(IpPacket packet, LinkFrame frame) {
        return switch (packet.protocol()) {
            case IpPacket.UDP -> datagram(packet, frame);
            case IpPacket.TCP -> segment(packet, frame);
            default -> Optional.empty();
        };
    }

    /** RFC 768. One that was cut off by the capture is left out: it is not what was sent. */
    private static Optional<Packet> datagram(IpPacket packet, LinkFrame frame) {
        byte[] octets = packet.payload();
        if (octets.length < 8) {
            return Optional.empty();
        }
        int length = Octets.uint16(octets, 4);
        if (length < 8 || length > octets.length) {
            return Optional.empty();
        }
        return Optional.of(new Packet.Datagram(
                frame.time(),
                new TransportAddress(IpAddress.of(packet.source()), Octets.uint16(octets, 0)),
                new TransportAddress(IpAddress.of(packet.destination()), Octets.uint16(octets, 2)),
                Arrays.copyOfRange(octets, 8, length)));
    }

    /** RFC 9293 §3.1. */
    private static Optional<Packet> segment(IpPacket packet, LinkFrame frame) {
        byte[] octets = packet.payload();
        if (octets.length < 20) {
            return Optional.empty();
        }
        int header = (octets[12] & 0xf0) >> 2;
        if (header < 20 || header > octets.length) {
            return Optional.empty();
        }
        int flags = octets[13];
        if (octets.length == header && (flags & (FIN_OR_SYN_OR_RST | ACK)) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Packet.Segment(
                frame.time(),
                new TransportAddress(IpAddress.of(packet.source()), Octets.uint16(octets, 0)),
                new TransportAddress(IpAddress.of(packet.destination()), Octets.uint16(octets, 2)),
                Octets.uint32(octets, 4),
                Octets.uint32(octets, 8),
                (flags & ACK) != 0,
                (flags & SYN) != 0,
                (flags & RST) != 0,
                Arrays.copyOfRange(octets, header, octets.length)));
    }
}
