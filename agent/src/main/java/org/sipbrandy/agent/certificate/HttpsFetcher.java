package org.sipbrandy.agent.certificate;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.sipbrandy.agent.net.Loop;

/**
 * Gets what an https URI names, though a stranger wrote the URI: TLS with the server's name checked, no other scheme even
 * by redirect, and connections only to addresses that were looked at after resolution, so that a name that changes its
 * address gains nothing (STIR-VS-34). Blocks; for virtual threads.
 */
final class HttpsFetcher {
    private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final int HTTPS_PORT = 443;
    private static final int MAX_LINE = 4096;
    private static final int MAX_HEADERS = 16_384;

    private final Loop loop;
    private final FetchLimits limits;
    private final SslContext tls;

    /** @param anchors of the servers, besides those of the platform */
    HttpsFetcher(Loop loop, FetchLimits limits, Collection<X509Certificate> anchors) throws SSLException {
        this.loop = loop;
        this.limits = limits;
        var builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(TLS_VERSIONS)
                .endpointIdentificationAlgorithm("HTTPS");
        try {
            this.tls = builder.trustManager(new HttpsTrust(anchors)).build();
        } catch (GeneralSecurityException e) {
            throw new SSLException("the anchors of https cannot be used: " + e.getMessage(), e);
        }
    }

    /** Follows a URI to its end. */
    Fetched fetch(String uri) throws InterruptedException {
        long end = System.nanoTime() + limits.whole().toNanos();
        String next = uri;
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            URI target;
            try {
                target = new URI(next);
            } catch (URISyntaxException e) {
                return new Fetched.Failed("not a URI");
            }
            var fetched = once(target, Duration.ofNanos(end - System.nanoTime()));
            if (!(fetched instanceof Fetched.Redirect(String location))) {
                return fetched;
            }
            try {
                next = target.resolve(location).toString();
            } catch (IllegalArgumentException e) {
                return new Fetched.Failed("redirected to what is no URI");
            }
        }
        return new Fetched.Failed("redirected too often");
    }

    private Fetched once(URI uri, Duration left) throws InterruptedException {
        String host = uri.getHost();
        if (!"https".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) || host == null) {
            return new Fetched.Failed("not an https URI with a host");
        }
        if (uri.getRawUserInfo() != null) {
            return new Fetched.Failed("an https URI with a user");
        }
        var result = new CompletableFuture<Fetched>();
        Thread.ofVirtual().start(() -> resolve(uri, host, result)); // a slow resolver costs its own time only
        try {
            return result.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            result.complete(new Fetched.Failed("not in time")); // closes the connection
            return new Fetched.Failed("no answer within " + limits.whole().toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Fetched.Failed(String.valueOf(e.getCause()));
        }
    }

    private void resolve(URI uri, String host, CompletableFuture<Fetched> result) {
        InetAddress[] all;
        try {
            boolean literal = host.startsWith("[");
            all = InetAddress.getAllByName(literal ? host.substring(1, host.length() - 1) : host);
        } catch (UnknownHostException e) {
            result.complete(new Fetched.Failed("no such host"));
            return;
        }
        for (InetAddress address : all) {
            if (limits.anyAddress() || PublicAddress.is(address)) {
                connect(uri, host, address, result);
                return;
            }
        }
        result.complete(new Fetched.Failed("its host is not on the Internet"));
    }

    private void connect(URI uri, String host, InetAddress address, CompletableFuture<Fetched> result) {
        int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
        new Bootstrap()
                .group(loop.eventLoop())
                .channelFactory(loop::newSocketChannel)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.connect().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        var handshake = tls.newHandler(channel.alloc(), host, port);
                        handshake.setHandshakeTimeoutMillis(limits.whole().toMillis());
                        channel.pipeline()
                                .addLast(handshake)
                                .addLast(new HttpClientCodec(MAX_LINE, MAX_HEADERS, MAX_LINE))
                                .addLast(new HttpObjectAggregator(limits.bytes(), true))
                                .addLast(new HttpsRequest(uri, result));
                        result.whenComplete((_, _) -> channel.close());
                    }
                })
                .connect(new InetSocketAddress(address, port))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        result.complete(new Fetched.Failed(
                                "no connection: " + String.valueOf(done.cause().getMessage())));
                    }
                });
    }
}
