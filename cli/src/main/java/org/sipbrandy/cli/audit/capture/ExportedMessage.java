package org.sipbrandy.cli.audit.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/**
 * A message that Wireshark or tshark took out of what carried it ("Export PDUs", link type 252): tags with their values,
 * then the message.
 */
final class ExportedMessage {
    private static final int END = 0;
    private static final int PROTOCOL = 12;
    private static final int IPV4_SOURCE = 20;
    private static final int IPV4_DESTINATION = 21;
    private static final int IPV6_SOURCE = 22;
    private static final int IPV6_DESTINATION = 23;
    private static final int SOURCE_PORT = 25;
    private static final int DESTINATION_PORT = 26;

    private byte[] source = {};
    private byte[] destination = {};
    private int sourcePort = -1;
    private int destinationPort = -1;
    private String protocol = "";

    private ExportedMessage() {}

    static Optional<Packet> read(LinkFrame frame) {
        byte[] octets = frame.octets();
        var message = new ExportedMessage();
        int at = 0;
        while (octets.length - at >= 4) {
            int tag = Octets.uint16(octets, at);
            int length = Octets.uint16(octets, at + 2);
            at += 4;
            if (tag == END) {
                return message.packet(frame, Arrays.copyOfRange(octets, at, octets.length));
            }
            if (length > octets.length - at) {
                break;
            }
            message.tag(tag, Arrays.copyOfRange(octets, at, at + length));
            at += length;
        }
        return Optional.empty();
    }

    private void tag(int tag, byte[] value) {
        switch (tag) {
            case PROTOCOL -> protocol = new String(value, StandardCharsets.US_ASCII).replace("\0", "");
            case IPV4_SOURCE, IPV6_SOURCE -> source = value;
            case IPV4_DESTINATION, IPV6_DESTINATION -> destination = value;
            case SOURCE_PORT -> sourcePort = port(value);
            case DESTINATION_PORT -> destinationPort = port(value);
            default -> {}
        }
    }

    private static int port(byte[] value) {
        return value.length == 4 && value[0] == 0 && value[1] == 0 ? Octets.uint16(value, 2) : -1;
    }

    private Optional<Packet> packet(LinkFrame frame, byte[] payload) {
        if (!isAddress(source) || !isAddress(destination) || sourcePort < 0 || destinationPort < 0) {
            return Optional.empty();
        }
        return Optional.of(new Packet.Extracted(
                frame.time(),
                new TransportAddress(IpAddress.of(source), sourcePort),
                new TransportAddress(IpAddress.of(destination), destinationPort),
                protocol,
                payload));
    }

    private static boolean isAddress(byte[] value) {
        return value.length == 4 || value.length == 16;
    }
}
