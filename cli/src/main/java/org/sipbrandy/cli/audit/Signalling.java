package org.sipbrandy.cli.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.cli.audit.capture.Packet;
import org.sipbrandy.cli.audit.capture.TcpStreams;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipParser;

/** Finds the messages of SIP in a capture, on whatever port: in datagrams, on connections, and taken out of TLS. */
final class Signalling {
    private final Consumer<Sighting> out;
    private final SipStreams streams;
    private final TcpStreams connections;
    private Packet.@Nullable Extracted last;

    Signalling(Consumer<Sighting> out) {
        this.out = out;
        this.streams = new SipStreams(out);
        this.connections = new TcpStreams(streams::add);
    }

    /** Takes a packet; false if it is a datagram that is no SIP. */
    boolean add(Packet packet) {
        switch (packet) {
            case Packet.Segment segment -> connections.add(segment);
            case Packet.Datagram datagram -> {
                if (!SipStart.at(datagram.payload(), 0)) {
                    return false;
                }
                parse(packet, "udp");
            }
            case Packet.Extracted extracted -> {
                if (extracted.protocol().startsWith("sip") && !isCopy(extracted)) {
                    parse(packet, "tls");
                }
            }
        }
        return true;
    }

    /** tshark tells a message twice where two of its dissectors see it. */
    private boolean isCopy(Packet.Extracted extracted) {
        var before = last;
        last = extracted;
        return before != null
                && before.time().equals(extracted.time())
                && before.from().equals(extracted.from())
                && Arrays.equals(before.payload(), extracted.payload());
    }

    private void parse(Packet packet, String transport) {
        if (SipParser.parse(packet.payload()) instanceof ParseResult.Parsed(var message)) {
            out.accept(new Sighting(packet.time(), transport, packet.from(), packet.to(), message));
        }
    }

    void end(Instant time) {
        connections.end(time);
    }

    Set<Integer> tlsPorts() {
        return streams.tlsPorts();
    }
}
