package org.sipbrandy.ice.gather;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.turn.TurnAllocation;
import org.sipbrandy.ice.turn.TurnStream;

/** An allocation with the way to its server: one of our sockets, or a connection. */
final class Relay {
    private final IceServer.Turn server;
    private final Optional<TransportAddress> base;
    private final int connection;
    private final TurnAllocation allocation;
    private final TurnStream stream = new TurnStream();
    private final int redirections;
    private Progress progress = Progress.TRYING;

    enum Progress {
        TRYING,
        ALLOCATED,
        ENDED
    }

    /**
     * @param base the socket that the server is reached from, by UDP
     * @param connection else the number of the connection
     * @param redirections how often a server has named another one on the way here
     */
    Relay(
            IceServer.Turn server,
            Optional<TransportAddress> base,
            int connection,
            TurnAllocation allocation,
            int redirections) {
        this.server = server;
        this.base = base;
        this.connection = connection;
        this.allocation = allocation;
        this.redirections = redirections;
    }

    IceServer.Turn server() {
        return server;
    }

    Optional<TransportAddress> base() {
        return base;
    }

    int connection() {
        return connection;
    }

    TurnAllocation allocation() {
        return allocation;
    }

    int redirections() {
        return redirections;
    }

    Progress progress() {
        return progress;
    }

    void progress(Progress next) {
        progress = next;
    }

    boolean reaches(TransportAddress local, TransportAddress from) {
        return server.address().equals(from) && base.filter(local::equals).isPresent();
    }

    /** Messages of the stream; empty and ended if it is out of step. */
    void read(byte[] bytes, long now) {
        List<byte[]> messages = stream.read(bytes);
        messages.forEach(message -> allocation.receive(message, now));
        if (stream.isBroken()) {
            allocation.connectionLost("it does not speak TURN");
        }
    }

    GatherEffect toServer(byte[] message) {
        return base.<GatherEffect>map(local -> new GatherEffect.SendDatagram(local, server.address(), message))
                .orElseGet(() -> new GatherEffect.SendStream(connection, TurnStream.framed(message)));
    }
}
