package org.sipbrandy.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.capture.Taps;
import org.sipbrandy.agent.capture.Traffic;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** The UDP sockets of one call's media, one for each local address. Used on the loop only. */
public final class MediaSockets implements AutoCloseable {
    private static final int MAX_DATAGRAM = 4096;

    private final Map<TransportAddress, Channel> channels = new HashMap<>();
    private final Receiver receiver;
    private final Capture capture;
    private boolean closed;

    /** Takes datagrams. Called on the loop; the array is the receiver's, and may be changed in place. */
    @FunctionalInterface
    public interface Receiver {
        void received(TransportAddress local, TransportAddress from, byte[] datagram, int length);
    }

    private MediaSockets(Receiver receiver, Capture capture) {
        this.receiver = receiver;
        this.capture = capture;
    }

    /** Opens a socket on each address; those that cannot be had are left out. {@code done} is called on the loop. */
    public static void open(Loop loop, List<IpAddress> addresses, Capture capture, Receiver receiver, Opened done) {
        var sockets = new MediaSockets(receiver, capture);
        var local = new ArrayList<TransportAddress>();
        int[] open = {addresses.size()};
        if (addresses.isEmpty()) {
            loop.runLater(() -> done.opened(sockets, List.of()));
            return;
        }
        for (IpAddress address : addresses) {
            sockets.bootstrap(loop)
                    .bind(new InetSocketAddress(Addresses.address(address), 0))
                    .addListener(future -> {
                        var bound = (io.netty.channel.ChannelFuture) future;
                        loop.run(() -> {
                            if (bound.isSuccess()) {
                                var at = Addresses.transport(
                                        (InetSocketAddress) bound.channel().localAddress());
                                if (sockets.closed) {
                                    bound.channel().close();
                                } else {
                                    sockets.channels.put(at, bound.channel());
                                    local.add(at);
                                }
                            }
                            if (--open[0] == 0) {
                                done.opened(sockets, List.copyOf(local));
                            }
                        });
                    });
        }
    }

    /** Called once all sockets are open or failed. */
    @FunctionalInterface
    public interface Opened {
        void opened(MediaSockets sockets, List<TransportAddress> local);
    }

    private Bootstrap bootstrap(Loop loop) {
        return new Bootstrap()
                .group(loop.eventLoop())
                .channel(loop.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .option(ChannelOption.IP_TOS, 0xb8) // RFC 8837: expedited forwarding for interactive audio
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    public void handlerAdded(ChannelHandlerContext context) {
                        Taps.datagrams(context.pipeline(), capture, Traffic.Plane.MEDIA);
                    }

                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        if (closed) {
                            return;
                        }
                        int length = packet.content().readableBytes();
                        byte[] datagram = new byte[length];
                        packet.content().readBytes(datagram);
                        receiver.received(
                                Addresses.transport(
                                        (InetSocketAddress) context.channel().localAddress()),
                                Addresses.transport(packet.sender()),
                                datagram,
                                length);
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                        // ICMP errors: ICE and consent judge whether the path lives
                    }
                });
    }

    /** Sends a datagram; lost if the socket is gone, as datagrams may be. */
    public void send(TransportAddress local, TransportAddress remote, byte[] datagram) {
        var channel = channels.get(local);
        if (channel != null && !closed) {
            channel.writeAndFlush(
                    new DatagramPacket(Unpooled.wrappedBuffer(datagram), Addresses.socket(remote)),
                    channel.voidPromise());
        }
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(Channel::close);
        channels.clear();
    }
}
