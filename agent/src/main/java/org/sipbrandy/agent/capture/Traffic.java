package org.sipbrandy.agent.capture;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.sipbrandy.sip.transport.Transport;

/** Something that went over a socket. The octets belong to whoever takes the event, and are never changed. */
public sealed interface Traffic {
    /** When it was sent or received. */
    Instant time();

    /** What a socket is for. */
    enum Plane {
        SIGNALLING,
        MEDIA
    }

    /**
     * A datagram, as it was on the wire.
     *
     * @param trafficClass DSCP and ECN with which it was sent; 0 for received ones, where it is not known
     */
    record Datagram(
            Instant time,
            Plane plane,
            InetSocketAddress local,
            InetSocketAddress remote,
            boolean sent,
            int trafficClass,
            byte[] octets)
            implements Traffic {}

    /** A connection is there; nothing has gone over it yet. */
    record Opened(Instant time, Stream stream) implements Traffic {}

    /** Octets of a connection; for TLS, inside of it. */
    record Octets(Instant time, Stream stream, boolean sent, byte[] octets) implements Traffic {}

    /** A connection ended, by this end or the other. */
    record Closed(Instant time, Stream stream, boolean here) implements Traffic {}

    /**
     * A connection of signalling.
     *
     * @param id tells it from every other of the process
     * @param opened by this end, otherwise accepted
     */
    record Stream(String id, Transport transport, boolean opened, InetSocketAddress local, InetSocketAddress remote) {}
}
