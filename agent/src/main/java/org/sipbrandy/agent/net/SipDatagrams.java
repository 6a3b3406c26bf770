package org.sipbrandy.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.capture.Taps;
import org.sipbrandy.agent.capture.Traffic;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.StunParseException;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Signalling over UDP (RFC 3261 §18). Used on the loop only. */
final class SipDatagrams {
    /** 65,535 less the headers of IPv4 and UDP. */
    private static final int MAX_DATAGRAM = 65_507;

    private final Loop loop;
    private final FlowWatcher flows;
    private final Capture capture;
    private final Map<String, Channel> sockets = new HashMap<>();
    private final Map<Target, StunPing> pings = new HashMap<>();

    SipDatagrams(Loop loop, FlowWatcher flows, Capture capture) {
        this.loop = loop;
        this.flows = flows;
        this.capture = capture;
    }

    /** Keeps a flow alive from now on (RFC 5626 §4.4.2). */
    void keepAlive(Target flow, long nanos) {
        pings.values().removeIf(StunPing::isClosed);
        var socket = flow.connection().map(sockets::get).orElse(null);
        if (socket == null) {
            loop.runLater(() -> flows.lost(flow));
            return;
        }
        var ping = new StunPing(loop, socket, flow, nanos, flows);
        var old = pings.put(flow, ping);
        if (old != null) {
            old.close();
        }
        ping.start();
    }

    /** RFC 5626 §8: STUN is told from SIP by its first two bits. */
    private void stun(byte[] octets, InetSocketAddress sender) {
        StunMessage message;
        try {
            message = StunMessage.parse(octets);
        } catch (StunParseException _) {
            return;
        }
        for (StunPing ping : List.copyOf(pings.values())) {
            if (ping.take(message, sender)) {
                return;
            }
        }
    }

    void close() {
        pings.values().forEach(StunPing::close);
        pings.clear();
    }

    private static String id(Channel channel) {
        return "udp-" + channel.id().asShortText();
    }

    /** How a socket is opened. */
    Bootstrap bootstrap(Loop loop, SipReceiver receiver) {
        return new Bootstrap()
                .group(loop.eventLoop())
                .channel(loop.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    public void handlerAdded(ChannelHandlerContext context) {
                        Taps.datagrams(context.pipeline(), capture, Traffic.Plane.SIGNALLING);
                    }

                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        byte[] octets = new byte[packet.content().readableBytes()];
                        packet.content().readBytes(octets);
                        var sender = packet.sender();
                        if (octets.length > 0 && (octets[0] & 0xc0) == 0) {
                            stun(octets, sender);
                        } else if (sender.getPort() != 0) { // nobody to answer to
                            receiver.received(
                                    SipParser.parse(octets),
                                    Target.of(Transport.UDP, Addresses.literal(sender), sender.getPort())
                                            .withConnection(id(context.channel())));
                        }
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                        // ICMP port unreachable and the like: transactions have their timers
                    }
                });
    }

    void add(Channel socket) {
        sockets.put(id(socket), socket);
    }

    void send(Target target, Outgoing message, BiConsumer<Outgoing, TransportFailure> report) {
        int length = message.message().length;
        if (length > MAX_DATAGRAM) {
            report.accept(message, new TransportFailure(TransportFailure.Kind.TOO_LARGE, length + " octets"));
            return;
        }
        var to = Addresses.resolved(target);
        var socket = target.connection().map(sockets::get).orElse(null);
        if (socket == null) {
            socket = socketFor(to.getAddress());
        }
        if (socket == null) {
            report.accept(
                    message,
                    new TransportFailure(TransportFailure.Kind.UNREACHABLE, "no UDP socket of that address family"));
            return;
        }
        socket.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message.message()), to))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        report.accept(message, TransportFailure.unreachable(done.cause()));
                    }
                });
    }

    private @Nullable Channel socketFor(InetAddress to) {
        for (Channel one : sockets.values()) {
            if (one.localAddress() instanceof InetSocketAddress local
                    && local.getAddress().getAddress().length == to.getAddress().length
                    && (local.getAddress().isAnyLocalAddress()
                            || local.getAddress().isLoopbackAddress() == to.isLoopbackAddress())) {
                return one;
            }
        }
        return null;
    }
}
