package org.sipbrandy.agent.capture;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sees the datagrams of one socket. What the system refused to send is not seen: it was never on the wire. */
final class DatagramTap extends ChannelDuplexHandler {
    private final Capture capture;
    private final Traffic.Plane plane;
    private int trafficClass = -1;

    DatagramTap(Capture capture, Traffic.Plane plane) {
        this.capture = capture;
        this.plane = plane;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof DatagramPacket packet
                && context.channel().localAddress() instanceof InetSocketAddress local) {
            var octets = ByteBufUtil.getBytes(packet.content());
            capture.saw(new Traffic.Datagram(Instant.now(), plane, local, packet.sender(), false, 0, octets));
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof DatagramPacket packet
                && context.channel().localAddress() instanceof InetSocketAddress local) {
            var sent = new Traffic.Datagram(
                    Instant.now(),
                    plane,
                    local,
                    packet.recipient(),
                    true,
                    trafficClass(context),
                    ByteBufUtil.getBytes(packet.content()));
            context.write(message, promise.unvoid()).addListener(done -> {
                if (done.isSuccess()) {
                    capture.saw(sent);
                }
            });
        } else {
            context.write(message, promise);
        }
    }

    private int trafficClass(ChannelHandlerContext context) {
        if (trafficClass < 0) {
            @Nullable Integer set = context.channel().config().getOption(ChannelOption.IP_TOS);
            trafficClass = set == null ? 0 : Math.max(0, set);
        }
        return trafficClass;
    }
}
