package org.sipbrandy.cli.audit.capture;

import java.time.Instant;
import org.sipbrandy.ice.TransportAddress;

/** What a capture holds above IP. */
public sealed interface Packet {
    Instant time();

    TransportAddress from();

    TransportAddress to();

    /** The octets that it carries; not to be changed. */
    byte[] payload();

    /** A datagram of UDP. */
    record Datagram(Instant time, TransportAddress from, TransportAddress to, byte[] payload) implements Packet {}

    /**
     * A segment of TCP.
     *
     * @param sequence of the first octet, 0 to 2^32 − 1
     * @param acknowledged what its sender has received up to, if it says so
     */
    record Segment(
            Instant time,
            TransportAddress from,
            TransportAddress to,
            long sequence,
            long acknowledged,
            boolean acknowledges,
            boolean opens,
            boolean resets,
            byte[] payload)
            implements Packet {}

    /**
     * A message that another program took out of what carried it, such as TLS.
     *
     * @param protocol such as {@code sip}
     */
    record Extracted(Instant time, TransportAddress from, TransportAddress to, String protocol, byte[] payload)
            implements Packet {}
}
