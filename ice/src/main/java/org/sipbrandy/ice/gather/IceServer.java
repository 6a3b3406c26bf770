package org.sipbrandy.ice.gather;

import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.turn.TurnCredential;

/** A server, located already, that tells or gives us addresses. */
public sealed interface IceServer {
    TransportAddress address();

    /** Tells by UDP how it sees us (RFC 8489). */
    record Stun(TransportAddress address) implements IceServer {
        @Override
        public String toString() {
            return "stun " + address;
        }
    }

    /**
     * Relays (RFC 8656).
     *
     * @param host for whose name its certificate is to be, with TLS
     */
    record Turn(TransportAddress address, TurnTransport transport, String host, TurnCredential credential)
            implements IceServer {
        @Override
        public String toString() {
            return "turn " + address + " over " + transport.word();
        }
    }
}
