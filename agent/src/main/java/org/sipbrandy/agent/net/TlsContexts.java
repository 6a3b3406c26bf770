package org.sipbrandy.agent.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.transport.Target;

/** TLS 1.2 and 1.3 of signalling (RFC 5922). */
final class TlsContexts {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    private final TlsIdentity identity;
    private final ServerTrust trust;
    private @Nullable TrustAnchors anchors;

    TlsContexts(TlsIdentity identity, ServerTrust trust) {
        this.identity = identity;
        this.trust = trust;
    }

    /** Read when first needed: the platform's anchors take a while. */
    private synchronized TrustAnchors anchors() {
        var known = anchors;
        if (known == null) {
            known = new TrustAnchors(trust.anchors());
            anchors = known;
        }
        return known;
    }

    /** For connections that others open; asks for their certificate, and does without. */
    SslContext server() throws IOException {
        try {
            return SslContextBuilder.forServer(identity.key(), identity.chain())
                    .sslProvider(SslProvider.JDK)
                    .protocols(VERSIONS)
                    .clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(SipTrustManager.ofAnyClient())
                    .build();
        } catch (SSLException e) {
            throw new IOException("the TLS key or certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** For a connection that we open. */
    SslHandler client(Target target, InetAddress address, ByteBufAllocator allocator) throws SSLException {
        String name = target.serverName().orElse(target.host());
        if (!trust.believesAll(address.isLoopbackAddress())) {
            // While the connection is made. What fails here fails again in the handshake, which says so.
            Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {}).start(this::anchors);
        }
        var context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(VERSIONS)
                // RFC 5922 §7.2 compares otherwise than HTTPS; SipTrustManager does
                .endpointIdentificationAlgorithm("")
                .trustManager(SipTrustManager.ofServer(trust, this::anchors, name, address.isLoopbackAddress()))
                .build();
        return context.newHandler(allocator, name, target.port()); // SIP-21: server_name
    }

    /** The domains that a client's certificate proves; none if it showed none or one that leads nowhere (SIP-22). */
    Set<String> domains(SslHandler handshaken) {
        try {
            var chain = Arrays.stream(handshaken.engine().getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            String algorithm = chain[0].getPublicKey().getAlgorithm();
            return anchors().trustClient(chain, algorithm) ? Set.copyOf(DomainIdentities.of(chain[0])) : Set.of();
        } catch (SSLPeerUnverifiedException _) {
            return Set.of();
        }
    }
}
