package org.sipbrandy.agent.certificate;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.Credential;

/**
 * Publishes an agent's signing certificates over https (RFC 8226 §7): what it signs names {@code
 * https://HOST:PORT/certificates/SHA-256.cer}. A certificate is there from its first signature on. It may be used from
 * any thread.
 */
public final class CertificateServer implements CertificatePlace, AutoCloseable {
    private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final int MAX_CONNECTIONS = 256;
    private static final long PATIENCE_SECONDS = 10;
    private static final int MAX_LINE = 1024;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_BODY = 1024;

    private final String host;
    private final Channel socket;
    private final PublishedCertificates published;
    private final AtomicInteger connections = new AtomicInteger();

    private CertificateServer(Loop loop, TlsIdentity identity, String host, int port) throws IOException {
        SslContext tls = SslContextBuilder.forServer(identity.key(), identity.chain())
                .sslProvider(SslProvider.JDK)
                .protocols(TLS_VERSIONS)
                .build();
        var bound = new ServerBootstrap()
                .group(loop.eventLoop())
                .channelFactory(loop::newServerSocketChannel)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, tls);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getByName(host), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot publish on https:" + host + ":" + port + ": "
                    + bound.cause().getMessage());
        }
        this.host = host;
        this.socket = bound.channel();
        this.published = new PublishedCertificates(literal(host) + ":" + port(), InstantSource.system());
    }

    /**
     * Begins to serve; blocks until it listens.
     *
     * @param loop whose thread does the sockets' work; not the caller's
     * @param identity key and certificate of the https server, whose certificate verifiers have to believe
     * @param host the name or address by which verifiers reach it, and on which it listens
     * @param port 0 picks one
     * @throws IOException with one line, if it cannot listen there or the certificate cannot be used
     */
    public static CertificateServer start(Loop loop, TlsIdentity identity, String host, int port) throws IOException {
        return new CertificateServer(loop, identity, host, port);
    }

    private static String literal(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private void accept(Channel channel, SslContext tls) {
        if (connections.incrementAndGet() > MAX_CONNECTIONS) {
            connections.decrementAndGet();
            channel.close();
            return;
        }
        channel.closeFuture().addListener(_ -> connections.decrementAndGet());
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .addLast(tls.newHandler(channel.alloc()))
                .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_LINE))
                .addLast(new HttpObjectAggregator(MAX_BODY, true))
                .addLast(new CertificateResponse(path -> published.find(path)));
    }

    /** By which name verifiers reach it. */
    public String host() {
        return host;
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    @Override
    public Optional<String> uri(Credential credential) {
        return published.uri(credential);
    }

    /** Takes no more connections. Those that are open end with their answer, or with the loop. */
    @Override
    public void close() {
        socket.close();
    }
}
