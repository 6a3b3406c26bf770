package org.sipbrandy.agent.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/**
 * Signalling over UDP, TCP and TLS: listens, connects, reuses connections, keeps them alive (RFC 3261 §18, RFC 5626
 * §3.5.1). Everything but {@link #listen} is called on the loop.
 */
public final class SipTransports implements AutoCloseable {
    private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final int MAX_DATAGRAM = 65_507;
    private static final int CONNECT_MILLIS = 4000;

    /** RFC 5626 §4.4.1 allows up to 120 s. */
    private static final int KEEP_ALIVE_SECONDS = 90;

    private final Loop loop;
    private final Optional<TlsIdentity> identity;
    private final ServerTrust trust;
    private final SipReceiver receiver;
    private final Map<Target, SipConnection> byTarget = new HashMap<>();
    private final Map<String, SipConnection> byId = new HashMap<>();
    private final Map<String, Channel> datagrams = new HashMap<>();
    private final List<Channel> servers = new ArrayList<>();
    private int nextId;
    private boolean closed;

    /** @param identity shown as a TLS server; without one, no TLS server can listen */
    public SipTransports(Loop loop, Optional<TlsIdentity> identity, ServerTrust trust, SipReceiver receiver) {
        this.loop = loop;
        this.identity = identity;
        this.trust = trust;
        this.receiver = receiver;
    }

    /**
     * Listens; blocks until it does. Not to be called on the loop.
     *
     * @param host a literal address
     * @param port 0 picks one
     * @return where it listens
     * @throws IOException with one line that says why not, e.g. that the port is in use
     */
    public InetSocketAddress listen(Transport transport, IpAddress host, int port) throws IOException {
        var address = new InetSocketAddress(Addresses.address(host), port);
        ChannelFuture bound = switch (transport) {
            case UDP -> datagramBootstrap().bind(address);
            case TCP -> server(transport, null).bind(address);
            case TLS -> server(transport, serverContext()).bind(address);
            case WS, WSS -> throw new IOException(transport + " is not supported yet");
        };
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + transport.name().toLowerCase(java.util.Locale.ROOT) + ":" + host
                    + ":" + port + ": " + bound.cause().getMessage());
        }
        Channel channel = bound.channel();
        loop.run(() -> {
            servers.add(channel);
            if (transport == Transport.UDP) {
                datagrams.put(id(channel), channel);
            }
        });
        return (InetSocketAddress) channel.localAddress();
    }

    private static String id(Channel channel) {
        return "udp-" + channel.id().asShortText();
    }

    private Bootstrap datagramBootstrap() {
        return new Bootstrap()
                .group(loop.eventLoop())
                .channel(loop.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new io.netty.channel.FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                        byte[] octets = new byte[packet.content().readableBytes()];
                        packet.content().readBytes(octets);
                        var sender = packet.sender();
                        if (sender.getPort() != 0) {
                            deliver(
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

    private ServerBootstrap server(Transport transport, @Nullable SslContext tls) {
        return new ServerBootstrap()
                .group(loop.eventLoop())
                .channel(loop.serverSocketChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        var connection = new SipConnection("in-" + nextId++, transport, false, SipTransports.this);
                        byId.put(connection.id(), connection);
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(connection);
                    }
                });
    }

    private SslContext serverContext() throws IOException {
        if (identity.isEmpty()) {
            throw new IOException("no certificate to listen with over TLS");
        }
        try {
            return SslContextBuilder.forServer(
                            identity.get().key(), identity.get().chain())
                    .sslProvider(SslProvider.JDK)
                    .protocols(TLS_VERSIONS)
                    .clientAuth(ClientAuth.NONE)
                    .build();
        } catch (SSLException e) {
            throw new IOException("the TLS key or certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** Sends; what fails is told to the receiver, later. */
    public void send(Target target, byte[] message) {
        if (closed) {
            return;
        }
        if (target.transport() == Transport.UDP) {
            sendDatagram(target, message);
            return;
        }
        var connection = target.connection().map(byId::get).orElse(null);
        if (connection == null) {
            connection = byTarget.computeIfAbsent(target.withoutConnection(), this::connect);
        }
        connection.send(target, message);
    }

    private void sendDatagram(Target target, byte[] message) {
        if (message.length > MAX_DATAGRAM) {
            report(target, new TransportFailure(TransportFailure.Kind.TOO_LARGE, message.length + " octets"));
            return;
        }
        var to = new InetSocketAddress(resolved(target.host()), target.port());
        var socket = target.connection().map(datagrams::get).orElse(null);
        if (socket == null) {
            socket = datagramSocketFor(to.getAddress());
        }
        if (socket == null) {
            report(
                    target,
                    new TransportFailure(TransportFailure.Kind.UNREACHABLE, "no UDP socket of that address family"));
            return;
        }
        socket.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message), to))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        report(target, new TransportFailure(TransportFailure.Kind.UNREACHABLE, cause(done.cause())));
                    }
                });
    }

    private @Nullable Channel datagramSocketFor(InetAddress to) {
        for (Channel one : datagrams.values()) {
            if (one.localAddress() instanceof InetSocketAddress local
                    && local.getAddress().getAddress().length == to.getAddress().length
                    && (local.getAddress().isAnyLocalAddress()
                            || local.getAddress().isLoopbackAddress() == to.isLoopbackAddress())) {
                return one;
            }
        }
        return null;
    }

    private static InetAddress resolved(String literal) {
        try {
            return InetAddress.getByAddress(IpAddress.parse(literal).bytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private SipConnection connect(Target target) {
        var connection = new SipConnection("out-" + nextId++, target.transport(), true, this);
        byId.put(connection.id(), connection);
        var address = resolved(target.host());
        var bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(cast(loop.socketChannel()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws Exception {
                        if (target.transport().secure()) {
                            channel.pipeline().addLast(clientTls(channel, target, address));
                        }
                        int jitter = ThreadLocalRandom.current().nextInt(KEEP_ALIVE_SECONDS / 4);
                        channel.pipeline().addLast(new IdleStateHandler(0, 0, KEEP_ALIVE_SECONDS + jitter));
                        channel.pipeline().addLast(connection);
                    }
                });
        bootstrap.connect(new InetSocketAddress(address, target.port())).addListener(done -> {
            if (!done.isSuccess()) {
                loop.runLater(() ->
                        connection.fail(new TransportFailure(TransportFailure.Kind.UNREACHABLE, cause(done.cause()))));
            }
        });
        return connection;
    }

    @SuppressWarnings("unchecked")
    private static Class<Channel> cast(Class<? extends Channel> type) {
        return (Class<Channel>) type;
    }

    private SslHandler clientTls(Channel channel, Target target, InetAddress address) throws SSLException {
        String name = target.serverName().orElse(target.host());
        var context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(TLS_VERSIONS)
                .endpointIdentificationAlgorithm(
                        "") // RFC 5922 §7.2 compares otherwise than HTTPS; SipTrustManager does
                .trustManager(new SipTrustManager(trust, name, address.isLoopbackAddress()))
                .build();
        return context.newHandler(channel.alloc(), name, target.port()); // SIP-21: server_name
    }

    private static String cause(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    void deliver(ParseResult result, Target from) {
        if (!closed) {
            receiver.received(result, from);
        }
    }

    /** Tells of a failure, never while the sender is still at work. */
    void report(Target target, TransportFailure failure) {
        loop.runLater(() -> {
            if (!closed) {
                receiver.failed(target, failure);
            }
        });
    }

    void forget(SipConnection connection) {
        byId.remove(connection.id(), connection);
        byTarget.values().remove(connection);
    }

    /** Closes every socket. */
    @Override
    public void close() {
        closed = true;
        servers.forEach(Channel::close);
        List.copyOf(byId.values()).forEach(SipConnection::close);
        byId.clear();
        byTarget.clear();
    }
}
