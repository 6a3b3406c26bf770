package org.sipbrandy.agent.capture;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.agent.capture.Traffic.Stream;
import org.sipbrandy.sip.transport.Transport;

/** Sees the octets of one connection in the clear. What could not be written is not seen. */
final class StreamTap extends ChannelDuplexHandler {
    private final Capture capture;
    private final Transport transport;
    private final boolean opened;
    private Optional<Stream> stream = Optional.empty();
    private boolean closing;

    StreamTap(Capture capture, Transport transport, boolean opened) {
        this.capture = capture;
        this.transport = transport;
        this.opened = opened;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var channel = context.channel();
        if (channel.localAddress() instanceof InetSocketAddress local
                && channel.remoteAddress() instanceof InetSocketAddress remote) {
            var active = new Stream(channel.id().asLongText(), transport, opened, local, remote);
            stream = Optional.of(active);
            capture.saw(new Traffic.Opened(Instant.now(), active));
        }
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf octets && octets.isReadable()) {
            stream.ifPresent(
                    it -> capture.saw(new Traffic.Octets(Instant.now(), it, false, ByteBufUtil.getBytes(octets))));
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf octets && octets.isReadable() && stream.isPresent()) {
            var sent = new Traffic.Octets(Instant.now(), stream.get(), true, ByteBufUtil.getBytes(octets));
            context.write(message, promise.unvoid()).addListener(done -> {
                if (done.isSuccess()) {
                    capture.saw(sent);
                }
            });
        } else {
            context.write(message, promise);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        closing = true;
        context.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stream.ifPresent(it -> capture.saw(new Traffic.Closed(Instant.now(), it, closing)));
        stream = Optional.empty();
        context.fireChannelInactive();
    }
}
