package org.sipbrandy.agent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** One TCP or TLS connection of signalling. Lives on the loop. */
final class SipConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Messages kept while the connection is being opened. */
    private static final int MAX_WAITING = 256;

    private final String id;
    private final Transport transport;
    private final SipTransports owner;
    private final SipStreamDecoder decoder;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Channel channel;
    private @Nullable Target from;
    private @Nullable TransportFailure failure;
    private boolean ready;
    private boolean pongDue;

    private record Waiting(Target target, byte[] message) {}

    SipConnection(String id, Transport transport, boolean opened, SipTransports owner) {
        super(true);
        this.id = id;
        this.transport = transport;
        this.decoder = opened ? SipStreamDecoder.opened() : SipStreamDecoder.accepted();
        this.owner = owner;
    }

    String id() {
        return id;
    }

    /** Sends, or keeps the message until the connection is open and, for TLS, trusted. */
    void send(Target target, byte[] message) {
        var open = channel;
        if (ready && open != null) {
            open.writeAndFlush(Unpooled.wrappedBuffer(message)).addListener(done -> {
                if (!done.isSuccess()) {
                    owner.report(target, new TransportFailure(TransportFailure.Kind.GONE, "connection lost"));
                }
            });
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(new Waiting(target, message));
        } else {
            owner.report(target, new TransportFailure(TransportFailure.Kind.UNREACHABLE, "too much waits to be sent"));
        }
    }

    /** Ends the connection: what waits is reported as not sent. */
    void fail(TransportFailure why) {
        if (failure == null) {
            failure = why;
        }
        ready = false;
        owner.forget(this);
        Waiting next;
        while ((next = waiting.poll()) != null) {
            owner.report(next.target(), failure);
        }
        var open = channel;
        if (open != null) {
            open.close();
        }
    }

    void close() {
        var open = channel;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        if (context.channel().remoteAddress() instanceof InetSocketAddress address) {
            from = Target.of(transport, Addresses.literal(address), address.getPort())
                    .withConnection(id);
        }
        if (!transport.secure()) {
            open();
        }
        context.fireChannelActive();
    }

    private void open() {
        ready = true;
        Waiting next;
        while ((next = waiting.poll()) != null) {
            send(next.target(), next.message());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                open();
            } else {
                fail(new TransportFailure(TransportFailure.Kind.NOT_TRUSTED, reason(handshake.cause())));
            }
        } else if (event instanceof IdleStateEvent) {
            keepAlive(context);
        }
        super.userEventTriggered(context, event);
    }

    /** RFC 5626 §3.5.1: a ping without an answer by the next one means that the flow is dead. */
    private void keepAlive(ChannelHandlerContext context) {
        if (pongDue) {
            fail(new TransportFailure(TransportFailure.Kind.GONE, "no answer to the keep-alive"));
        } else if (ready) {
            pongDue = true;
            context.writeAndFlush(Unpooled.wrappedBuffer(PING));
        }
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage();
        return text == null ? root.getClass().getSimpleName() : text;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        byte[] octets = new byte[bytes.readableBytes()];
        bytes.readBytes(octets);
        decoder.receive(octets, 0, octets.length);
        pongDue = false; // anything that comes proves the flow alive
        var sender = from;
        @Nullable StreamEvent event;
        while ((event = decoder.poll()) != null && sender != null) {
            switch (event) {
                case StreamEvent.Received(var result) -> owner.deliver(result, sender);
                case StreamEvent.Ping() -> context.writeAndFlush(Unpooled.wrappedBuffer(PONG));
                case StreamEvent.Pong() -> {}
                case StreamEvent.Lost(var result) -> {
                    owner.deliver(result, sender);
                    context.channel().eventLoop().execute(context::close); // after the answer
                    return;
                }
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new TransportFailure(TransportFailure.Kind.UNREACHABLE, "the connection was closed"));
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(new TransportFailure(
                transport.secure() && !ready ? TransportFailure.Kind.NOT_TRUSTED : TransportFailure.Kind.GONE,
                reason(cause)));
    }
}
