package org.sipbrandy.ice.turn;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.TransportAddress;

/** What a {@link TurnAllocation} wants done or known. */
public sealed interface TurnEffect {
    /** Send this to the server; over a stream as it is, for it is padded there. The array is the receiver's. */
    record ToServer(byte[] message) implements TurnEffect {}

    /**
     * The allocation is there.
     *
     * @param relayed one address, or one of each family
     * @param mapped ours as the server sees it
     */
    record Allocated(List<TransportAddress> relayed, TransportAddress mapped) implements TurnEffect {
        public Allocated {
            relayed = List.copyOf(relayed);
        }
    }

    /** A datagram came from a peer to a relayed address. */
    record FromPeer(TransportAddress relayed, TransportAddress peer, byte[] datagram) implements TurnEffect {}

    /**
     * RFC 8489 §10: this server is to be asked instead, over the same transport.
     *
     * @param domain for whose name its certificate is to be; that of the first server where there is none
     */
    record Redirected(TransportAddress server, Optional<String> domain) implements TurnEffect {}

    /** There is no allocation (any more). */
    record Ended(TurnFailure why, String detail) implements TurnEffect {}
}
