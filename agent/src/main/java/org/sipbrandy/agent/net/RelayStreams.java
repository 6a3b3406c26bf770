package org.sipbrandy.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Optional;
import org.sipbrandy.ice.gather.IceServer;
import org.sipbrandy.ice.gather.TurnTransport;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Connects to TURN servers over TCP and TLS. Used on the loop only. */
public final class RelayStreams {
    private static final int CONNECT_MILLIS = 4000;

    /** What waits to be written to a server that does not read: more is not worth sending any more. */
    private static final int MAX_WAITING = 256 * 1024;

    private final Loop loop;
    private final TlsContexts tls;

    /** @param trust which TLS servers are believed */
    public RelayStreams(Loop loop, TlsIdentity identity, ServerTrust trust) {
        this.loop = loop;
        this.tls = new TlsContexts(identity, trust);
    }

    /** Gets to know of one connection. Called on the loop. */
    public interface Listener {
        /** It is there, and with TLS the server is who it should be. */
        void connected();

        void read(byte[] bytes);

        /** It is not there, or not any more. Comes once. */
        void lost(String why);
    }

    /** A connection, or one that is to be. */
    public final class Stream implements AutoCloseable {
        private final Listener listener;
        private Optional<Channel> channel = Optional.empty();
        private boolean over;

        private Stream(Listener listener) {
            this.listener = listener;
        }

        /** Writes; lost if the server does not keep up, as datagrams may be. */
        public void write(byte[] bytes) {
            channel.filter(it -> !over && it.unsafe().outboundBuffer() != null)
                    .filter(it -> it.unsafe().outboundBuffer().totalPendingWriteBytes() < MAX_WAITING)
                    .ifPresent(it -> it.writeAndFlush(Unpooled.wrappedBuffer(bytes), it.voidPromise()));
        }

        /** Closes it after what was written; the listener hears nothing of it. */
        @Override
        public void close() {
            over = true;
            channel.ifPresent(it -> it.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
        }

        private void lose(String why) {
            if (!over) {
                over = true;
                channel.ifPresent(Channel::close);
                listener.lost(why);
            }
        }
    }

    /** Begins to connect. */
    public Stream connect(IceServer.Turn server, Listener listener) {
        var stream = new Stream(listener);
        boolean secure = server.transport() == TurnTransport.TLS;
        var address = Addresses.socket(server.address());
        var target = Target.of(
                        Transport.TLS,
                        server.address().address().toString(),
                        server.address().port())
                .withServerName(server.host());
        new Bootstrap()
                .group(loop.eventLoop())
                .channel(loop.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws Exception {
                        if (secure) {
                            channel.pipeline().addLast(tls.client(target, address.getAddress(), channel.alloc()));
                        }
                        channel.pipeline().addLast(new Reader(stream, secure));
                    }
                })
                .connect(address)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        loop.runLater(() -> stream.lose(
                                TransportFailure.unreachable(done.cause()).message()));
                    }
                });
        return stream;
    }

    private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
        private final Stream stream;
        private final boolean secure;

        private Reader(Stream stream, boolean secure) {
            this.stream = stream;
            this.secure = secure;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (stream.over) {
                context.close();
                return;
            }
            stream.channel = Optional.of(context.channel());
            if (!secure) {
                stream.listener.connected();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && !stream.over) {
                if (handshake.isSuccess()) {
                    stream.listener.connected();
                } else {
                    stream.lose("TLS: " + why(handshake.cause()));
                }
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
            byte[] bytes = new byte[in.readableBytes()];
            in.readBytes(bytes);
            if (!stream.over) {
                stream.listener.read(bytes);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            stream.lose("the server closed the connection");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            stream.lose(why(cause));
        }

        private static String why(Throwable cause) {
            Throwable root = cause;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        }
    }
}
