package org.sipbrandy.ice.gather;

import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.TransportAddress;

/** What a {@link Gathering} wants done or known. */
public sealed interface GatherEffect {
    /** Send this datagram from that socket. The array is the receiver's to keep. */
    record SendDatagram(TransportAddress local, TransportAddress remote, byte[] datagram) implements GatherEffect {}

    /** Connect to that server, then {@link Gathering#connected} or {@link Gathering#connectionLost}. */
    record Connect(int connection, IceServer.Turn server) implements GatherEffect {}

    /** Write this to the connection, as it is. */
    record SendStream(int connection, byte[] bytes) implements GatherEffect {}

    /** Close the connection after what was written. */
    record Disconnect(int connection) implements GatherEffect {}

    /** A candidate of ours, in no certain order. */
    record Found(Candidate candidate) implements GatherEffect {}

    /** No more will be found. Comes once. */
    record Complete() implements GatherEffect {}

    /** A peer sent this to a relayed address of ours. The array is the receiver's. */
    record FromPeer(TransportAddress relayed, TransportAddress peer, byte[] datagram) implements GatherEffect {}
}
