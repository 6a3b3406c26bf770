package org.sipbrandy.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.capture.Taps;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/**
 * The connections of signalling over TCP, TLS and WebSocket: opened when needed, reused in both directions, kept alive (RFC 3261
 * §18, RFC 5626 §3.5.1). Used on the loop only.
 */
final class SipConnections implements SipConnection.Owner {
    private static final int CONNECT_MILLIS = 4000;

    /** RFC 5626 §4.4.1 allows up to 120 s. */
    private static final int KEEP_ALIVE_SECONDS = 90;

    private final Loop loop;
    private final TlsContexts tls;
    private final ConnectionLimits limits;
    private final SipReceiver receiver;
    private final FlowWatcher flows;
    private final WebSocketOrigins origins;
    private final Capture capture;
    private final AcceptedConnections accepted;
    private final Map<Target, SipConnection> byTarget = new HashMap<>();
    private final Map<String, SipConnection> byId = new HashMap<>();
    private int nextId;
    private boolean closed;

    SipConnections(
            Loop loop,
            TlsContexts tls,
            ConnectionLimits limits,
            SipReceiver receiver,
            FlowWatcher flows,
            WebSocketOrigins origins,
            Capture capture) {
        this.loop = loop;
        this.tls = tls;
        this.limits = limits;
        this.receiver = receiver;
        this.flows = flows;
        this.origins = origins;
        this.capture = capture;
        this.accepted = new AcceptedConnections(limits);
    }

    /** How a listener accepts. */
    ServerBootstrap server(Transport transport, Optional<SslContext> context) {
        return new ServerBootstrap()
                .group(loop.eventLoop())
                .channel(loop.serverSocketChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (closed || !accepted.admit(channel)) {
                            channel.close();
                            return;
                        }
                        var connection = connection("in-", transport, false);
                        context.ifPresent(it -> channel.pipeline().addLast(it.newHandler(channel.alloc())));
                        if (WebSockets.are(transport)) {
                            WebSockets.server(channel.pipeline(), origins);
                        }
                        Taps.stream(channel.pipeline(), capture, transport, false);
                        channel.pipeline().addLast(connection);
                    }
                });
    }

    private SipConnection connection(String prefix, Transport transport, boolean opened) {
        var connection = new SipConnection(prefix + nextId++, transport, opened, this, limits);
        byId.put(connection.id(), connection);
        return connection;
    }

    /** Sends over the connection that the target names, else over the one to that place, else over a new one. */
    void send(Target target, Outgoing message) {
        @Nullable SipConnection connection = target.connection().map(byId::get).orElse(null);
        if (connection == null) {
            var place = target.withoutConnection();
            connection = byTarget.get(place);
            if (connection == null) {
                connection = connect(place);
                byTarget.put(place, connection);
            }
        }
        connection.send(message);
    }

    private SipConnection connect(Target target) {
        var connection = connection("out-", target.transport(), true);
        var address = Addresses.resolved(target);
        new Bootstrap()
                .group(loop.eventLoop())
                .channel(loop.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws Exception {
                        if (target.transport().secure()) {
                            channel.pipeline().addLast(tls.client(target, address.getAddress(), channel.alloc()));
                        }
                        int jitter = ThreadLocalRandom.current().nextInt(KEEP_ALIVE_SECONDS / 4);
                        boolean webSocket = WebSockets.are(target.transport());
                        var keepAlive = new KeepAlive(KEEP_ALIVE_SECONDS + jitter, webSocket);
                        if (webSocket) {
                            WebSockets.client(channel.pipeline(), target, keepAlive);
                        }
                        Taps.stream(channel.pipeline(), capture, target.transport(), true);
                        if (!webSocket) {
                            channel.pipeline().addLast(keepAlive);
                        }
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(address)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        loop.runLater(() -> connection.fail(TransportFailure.unreachable(done.cause())));
                    }
                });
        return connection;
    }

    @Override
    public void received(ParseResult result, Target from) {
        receiver.received(result, from);
    }

    /** Tells of a failure, never while the sender is still at work. */
    @Override
    public void report(Outgoing message, TransportFailure failure) {
        loop.runLater(() -> {
            if (!closed) {
                message.failed().accept(failure);
            }
        });
    }

    @Override
    public void forget(SipConnection connection) {
        byId.remove(connection.id(), connection);
        byTarget.values().remove(connection);
        if (!closed) {
            connection.farEnd().ifPresent(flow -> loop.runLater(() -> flows.lost(flow)));
        }
    }

    @Override
    public void answered(SipConnection connection) {
        connection.farEnd().ifPresent(flows::answered);
    }

    /** Pings over that connection so often; it is lost at once, if it is not there any more. */
    void keepAlive(Target flow, long nanos) {
        var connection = flow.connection().map(byId::get);
        connection.ifPresentOrElse(it -> it.keepAlive(nanos), () -> loop.runLater(() -> flows.lost(flow)));
    }

    @Override
    public Set<String> domains(SslHandler handshaken) {
        return tls.domains(handshaken);
    }

    /** The domains that whoever opened a connection proved. */
    Set<String> domains(Target source) {
        return source.connection()
                .map(byId::get)
                .map(SipConnection::peerDomains)
                .orElse(Set.of());
    }

    void close() {
        closed = true;
        List.copyOf(byId.values()).forEach(SipConnection::close);
        byId.clear();
        byTarget.clear();
    }
}
