package org.sipbrandy.agent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.agent.TestAuthority;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Our sockets, and plain sockets of the JDK as the far end. */
@Timeout(30)
class SipTransportsTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final String OPTIONS = """
            OPTIONS sip:bob@example.com SIP/2.0\r
            Via: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bK1\r
            From: <sip:alice@example.com>;tag=1\r
            To: <sip:bob@example.com>\r
            Call-ID: 1\r
            CSeq: 1 OPTIONS\r
            Max-Forwards: 70\r
            Content-Length: 0\r
            \r
            """;

    private record Got(ParseResult result, Target from, Set<String> domains) {}

    private final BlockingQueue<Got> received = new LinkedBlockingQueue<>();
    private final Loop loop = new Loop("test-transports");
    private TestAuthority authority;
    private SipTransports transports;

    @BeforeEach
    void open() throws Exception {
        authority = new TestAuthority();
        transports = transports(ConnectionLimits.standard());
    }

    private SipTransports transports(ConnectionLimits limits) throws Exception {
        var self = new CompletableFuture<SipTransports>();
        var made = new SipTransports(
                loop,
                authority.issue("bob.example.test"),
                authority.trust(),
                limits,
                (result, from) -> received.add(new Got(result, from, self.join().domains(from))),
                FlowWatcher.NONE,
                org.sipbrandy.agent.net.WebSocketOrigins.own(),
                Capture.NONE);
        self.complete(made);
        return made;
    }

    @AfterEach
    void close() {
        loop.run(transports::close);
        loop.close();
    }

    private Got next() throws InterruptedException {
        var got = received.poll(10, TimeUnit.SECONDS);
        assertThat(got).isNotNull();
        return java.util.Objects.requireNonNull(got);
    }

    /** A TLS client that believes everybody and shows that identity. */
    private static SSLSocket client(InetSocketAddress to, Optional<TlsIdentity> identity, String version)
            throws Exception {
        KeyManager[] keys = {};
        if (identity.isPresent()) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry(
                    "own",
                    identity.get().key(),
                    new char[0],
                    identity.get().chain().toArray(Certificate[]::new));
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            keys = factory.getKeyManagers();
        }
        var context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new Everybody()}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(to.getAddress(), to.getPort());
        socket.setEnabledProtocols(new String[] {version});
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @DisplayName("SIP-22 a TLS client without a certificate is served and counts as nobody")
    void withoutCertificate(String version) throws Exception {
        var at = transports.listen(Transport.TLS, LOOPBACK, 0);
        try (var client = client(at, Optional.empty(), version)) {
            say(client, OPTIONS);
            var got = next();
            assertThat(got.result()).isInstanceOf(ParseResult.Parsed.class);
            assertThat(got.domains()).isEmpty();
            assertThat(client.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @DisplayName("SIP-22 the domains of a TLS client's certificate are known, if it leads to an anchor")
    void withCertificate(String version) throws Exception {
        var at = transports.listen(Transport.TLS, LOOPBACK, 0);
        try (var client = client(at, Optional.of(authority.issue("proxy.example.test")), version)) {
            say(client, OPTIONS);
            assertThat(next().domains()).containsExactly("proxy.example.test");
        }
        var stranger = new TestAuthority().issue("proxy.example.test");
        try (var client = client(at, Optional.of(stranger), version)) {
            say(client, OPTIONS);
            assertThat(next().domains()).as("of an unknown authority").isEmpty();
        }
    }

    @Test
    @DisplayName("TLS below 1.2 is not spoken")
    void oldTls() throws Exception {
        var at = transports.listen(Transport.TLS, LOOPBACK, 0);
        try (var client = client(at, Optional.empty(), "TLSv1.1")) {
            assertThatThrownBy(client::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    @DisplayName(
            "SIP-14 answers go back on the connection that the request came on, even if its name is all that is left")
    void reuse() throws Exception {
        var at = transports.listen(Transport.TCP, LOOPBACK, 0);
        try (var client = new Socket(at.getAddress(), at.getPort())) {
            client.setSoTimeout(10_000);
            say(client, OPTIONS);
            var from = next().from();
            loop.run(() -> transports.send(
                    from, new Outgoing("hello".getBytes(StandardCharsets.US_ASCII), false, failure -> {})));
            assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
        }
    }

    @Test
    @DisplayName("a head that never ends is cut off at 64 KiB")
    void giantHead() throws Exception {
        var at = transports.listen(Transport.TCP, LOOPBACK, 0);
        try (var client = new Socket(at.getAddress(), at.getPort())) {
            client.setSoTimeout(10_000);
            assertThatThrownBy(() -> {
                        say(client, "OPTIONS sip:bob@example.com SIP/2.0\r\n");
                        for (int i = 0; i < 100; i++) {
                            say(client, "X: " + "x".repeat(1020) + "\r\n");
                        }
                        if (client.getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(next().result()).isInstanceOf(ParseResult.Garbage.class);
        }
    }

    @Test
    @DisplayName("connections of one address are bounded; one that ends makes room for the next")
    void bounded() throws Exception {
        var few = transports(new ConnectionLimits(10, 2, Duration.ofSeconds(30), 1000));
        var at = few.listen(Transport.TCP, LOOPBACK, 0);
        try (var first = new Socket(at.getAddress(), at.getPort());
                var second = new Socket(at.getAddress(), at.getPort())) {
            say(first, OPTIONS);
            next();
            say(second, OPTIONS);
            next();
            try (var third = new Socket(at.getAddress(), at.getPort())) {
                third.setSoTimeout(10_000);
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
            first.close();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                try (var again = new Socket(at.getAddress(), at.getPort())) {
                    say(again, OPTIONS);
                    return received.poll(500, TimeUnit.MILLISECONDS) != null;
                } catch (IOException _) {
                    return false; // refused still
                }
            });
        } finally {
            loop.run(few::close);
        }
    }

    @Test
    @DisplayName("nobody listens there: the message is told so, once")
    void refused() throws Exception {
        int port;
        try (var gone = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        var failures = new LinkedBlockingQueue<TransportFailure>();
        loop.run(() -> transports.send(
                Target.of(Transport.TCP, "127.0.0.1", port), new Outgoing(new byte[] {1}, true, failures::add)));
        var failure = failures.poll(10, TimeUnit.SECONDS);
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(TransportFailure.Kind.UNREACHABLE);
    }
}
