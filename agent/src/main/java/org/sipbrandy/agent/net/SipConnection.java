package org.sipbrandy.agent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** One connection of signalling, TCP or TLS, perhaps with WebSocket on it. Lives on the loop. */
final class SipConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Messages kept while the connection is being opened, or until something comes back. */
    private static final int MAX_WAITING = 256;

    private final String id;
    private final Transport transport;
    private final boolean opened;
    private final Owner owner;
    private final ConnectionLimits limits;
    private final MessageDecoder decoder;
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private final Deque<Outgoing> unanswered = new ArrayDeque<>();
    private @Nullable Channel channel;
    private @Nullable Target from;
    private @Nullable TransportFailure failure;
    private @Nullable Future<?> slow;
    private Set<String> peerDomains = Set.of();
    private boolean ready;

    /** Who holds connections. */
    interface Owner extends SipReceiver {
        /** A message could not be sent. */
        void report(Outgoing message, TransportFailure failure);

        /** It is over. */
        void forget(SipConnection connection);

        /** A keep-alive was answered. */
        void answered(SipConnection connection);

        /** The domains that a client's certificate proves. */
        Set<String> domains(SslHandler tls);
    }

    SipConnection(String id, Transport transport, boolean opened, Owner owner, ConnectionLimits limits) {
        super(true);
        this.id = id;
        this.transport = transport;
        this.opened = opened;
        this.decoder = WebSockets.are(transport)
                ? new MessageDecoder.OfFrames()
                : new MessageDecoder.OfStream(opened ? SipStreamDecoder.opened() : SipStreamDecoder.accepted());
        this.owner = owner;
        this.limits = limits;
    }

    String id() {
        return id;
    }

    /** The domains that the far end proved as a TLS client; empty if it proved none (RFC 5922 §7.4). */
    Set<String> peerDomains() {
        return peerDomains;
    }

    /** The far end, once there is one. */
    Optional<Target> farEnd() {
        return Optional.ofNullable(from);
    }

    /** Pings so often from now on. */
    void keepAlive(long nanos) {
        var open = channel;
        if (open == null || failure != null) {
            return;
        }
        var pipeline = open.pipeline();
        for (var one : List.of(KeepAlive.class, FlowPing.class)) {
            if (pipeline.get(one) != null) {
                pipeline.remove(one);
            }
        }
        boolean webSocket = WebSockets.are(transport);
        String before = webSocket ? SipFrames.NAME : pipeline.context(this).name();
        pipeline.addBefore(before, null, new FlowPing(nanos, webSocket));
    }

    /** Sends, or keeps the message until the connection is open and, for TLS, trusted. */
    void send(Outgoing message) {
        var open = channel;
        if (failure != null) {
            owner.report(message, failure);
        } else if (!ready || open == null) {
            keep(message);
        } else if (open.bytesBeforeWritable() > limits.queued()) {
            owner.report(message, new TransportFailure(TransportFailure.Kind.GONE, "the peer reads nothing"));
            fail(new TransportFailure(TransportFailure.Kind.GONE, "the peer reads nothing"));
        } else {
            if (message.wantsAnswer()) {
                if (unanswered.size() == MAX_WAITING) {
                    unanswered.removeFirst();
                }
                unanswered.add(message);
            }
            open.writeAndFlush(Unpooled.wrappedBuffer(message.message())).addListener(done -> {
                if (!done.isSuccess() && (!message.wantsAnswer() || unanswered.remove(message))) {
                    owner.report(message, new TransportFailure(TransportFailure.Kind.GONE, "connection lost"));
                }
            });
        }
    }

    private void keep(Outgoing message) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(message);
        } else {
            owner.report(message, new TransportFailure(TransportFailure.Kind.UNREACHABLE, "too much waits to be sent"));
        }
    }

    /** Ends the connection: what waits, or waits for an answer, is reported as not sent. */
    void fail(TransportFailure why) {
        if (failure != null) {
            return;
        }
        failure = why;
        ready = false;
        stopTimer();
        owner.forget(this);
        waiting.forEach(message -> owner.report(message, why));
        waiting.clear();
        unanswered.forEach(message -> owner.report(message, why));
        unanswered.clear();
        close();
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
        if (!opened) {
            startTimer(context, "nothing came");
        }
        if (transport == Transport.TCP) {
            open();
        }
        context.fireChannelActive();
    }

    private void open() {
        ready = true;
        Outgoing next;
        while ((next = waiting.poll()) != null) {
            send(next);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                if (!opened) {
                    peerDomains = owner.domains(context.pipeline().get(SslHandler.class));
                }
                if (transport == Transport.TLS) {
                    open();
                }
            } else {
                fail(new TransportFailure(TransportFailure.Kind.NOT_TRUSTED, reason(handshake.cause())));
            }
        } else if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete
                || event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            open();
        } else if (event instanceof FlowPing.FlowAnswered) {
            owner.answered(this);
        } else if (event instanceof KeepAlive.FlowDead) {
            fail(new TransportFailure(TransportFailure.Kind.GONE, "no answer to the keep-alive"));
        }
        super.userEventTriggered(context, event);
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
        decoder.receive(octets);
        unanswered.clear();
        var sender = from;
        @Nullable StreamEvent event;
        while ((event = decoder.poll()) != null && sender != null) {
            stopTimer();
            switch (event) {
                case StreamEvent.Received(var result) -> owner.received(result, sender);
                case StreamEvent.Ping() -> context.writeAndFlush(Unpooled.wrappedBuffer(PONG));
                case StreamEvent.Pong() -> {}
                case StreamEvent.Lost(var result) -> {
                    owner.received(result, sender);
                    context.channel().eventLoop().execute(context::close); // after the answer
                    return;
                }
            }
        }
        if (decoder.isInsideMessage()) {
            startTimer(context, "a message was not finished");
        }
    }

    /** A peer that begins and never ends costs a connection, so not for long (RFC 4475 §3.1.2.2). */
    private void startTimer(ChannelHandlerContext context, String reproach) {
        if (slow == null) {
            slow = context.executor()
                    .schedule(
                            () -> fail(new TransportFailure(TransportFailure.Kind.GONE, reproach)),
                            limits.message().toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    private void stopTimer() {
        var running = slow;
        if (running != null) {
            running.cancel(false);
            slow = null;
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
                cause instanceof WebSocketHandshakeException
                        ? TransportFailure.Kind.UNREACHABLE
                        : transport.secure() && !ready ? TransportFailure.Kind.NOT_TRUSTED : TransportFailure.Kind.GONE,
                reason(cause)));
    }
}
