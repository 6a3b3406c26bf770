package org.sipbrandy.agent.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;
import org.sipbrandy.sip.transport.Target;

/**
 * Keeps a flow over UDP alive by STUN Binding requests from the socket of signalling (RFC 5626 §4.4.2). The flow is lost when
 * one stays without an answer, or when the answer names another address of ours than the first one did. Used on the loop
 * only.
 */
final class StunPing implements AutoCloseable {
    /** RFC 5389 §7.2.1: 500 ms, doubled, seven times, and 16 times 500 ms of patience after the last. */
    private static final long RTO_NANOS = 500_000_000L;

    private static final int SENDINGS = 7;
    private static final int LAST_PATIENCE = 16;

    private final Loop loop;
    private final Channel socket;
    private final Target flow;
    private final long nanos;
    private final FlowWatcher watcher;
    private final SecureRandom random = new SecureRandom();
    private Loop.@Nullable Cancel timer;
    private @Nullable TransactionId open;
    private Optional<TransportAddress> mapped = Optional.empty();
    private boolean closed;

    StunPing(Loop loop, Channel socket, Target flow, long nanos, FlowWatcher watcher) {
        this.loop = loop;
        this.socket = socket;
        this.flow = flow;
        this.nanos = nanos;
        this.watcher = watcher;
    }

    /** Begins: the first answer says which address we have. */
    void start() {
        ping();
    }

    private void ping() {
        var id = TransactionId.random(random);
        open = id;
        send(id, 1);
    }

    private void send(TransactionId id, int sending) {
        socket.writeAndFlush(new DatagramPacket(
                Unpooled.wrappedBuffer(StunBuilder.request(id).encode()), Addresses.resolved(flow)));
        long patience = sending < SENDINGS ? RTO_NANOS << (sending - 1) : LAST_PATIENCE * RTO_NANOS;
        timer = loop.schedule(
                () -> {
                    if (closed || !id.equals(open)) {
                        return;
                    }
                    if (sending < SENDINGS) {
                        send(id, sending + 1);
                    } else {
                        lost();
                    }
                },
                patience);
    }

    /** Whether that datagram is the answer to ours. */
    boolean take(StunMessage message, InetSocketAddress from) {
        if (closed || !message.id().equals(open) || !from.equals(Addresses.resolved(flow))) {
            return false;
        }
        stopTimer();
        open = null;
        var now = message.first(StunAttribute.XorMappedAddress.class).map(StunAttribute.XorMappedAddress::address);
        if (message.messageClass() != StunClass.SUCCESS || now.isEmpty()) {
            lost(); // RFC 5626 §4.4.2: no server that keeps flows
        } else if (mapped.isPresent() && !mapped.equals(now)) {
            lost(); // our NAT has another address for us: nobody finds us at the old one
        } else {
            mapped = now;
            timer = loop.schedule(this::ping, nanos);
            watcher.answered(flow);
        }
        return true;
    }

    private void lost() {
        close();
        watcher.lost(flow);
    }

    private void stopTimer() {
        var running = timer;
        if (running != null) {
            running.cancel();
            timer = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        stopTimer();
    }

    boolean isClosed() {
        return closed;
    }
}
