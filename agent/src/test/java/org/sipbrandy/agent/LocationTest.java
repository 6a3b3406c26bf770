package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.dns.TestNameServer;
import org.sipbrandy.agent.net.ConnectionLimits;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.Outgoing;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.SipTransports;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Transport;

/** Calls to names: DNS, fail-over, and whom TLS believes. */
@Timeout(60)
class LocationTest {

    private static int deadPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static TestNameServer zone(int... ports) throws IOException {
        var lines = new String[ports.length + 2];
        lines[0] = "example.test. IN NAPTR 10 10 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.example.test.";
        lines[1] = "host.example.test. IN A 127.0.0.1";
        for (int i = 0; i < ports.length; i++) {
            lines[i + 2] = "_sips._tcp.example.test. IN SRV " + i + " 0 " + ports[i] + " host.example.test.";
        }
        return new TestNameServer(lines);
    }

    @Test
    @DisplayName(
            "SIP-12 NAPTR, SRV, a dead first server: the call is confidential on the second, proved for the URI's domain")
    void failOver() throws Exception {
        var authority = new TestAuthority();
        try (var bob = Agents.answering("sip:bob@example.test", Transport.TLS, Agents.audio(), (c, e) -> {})
                        .tls(authority.issue("example.test"))
                        .start();
                var names = zone(deadPort(), Agents.port(bob));
                var alice = Agents.of("sip:alice@example.com")
                        .nameServers(names.address())
                        .serverTrust(authority.trust())
                        .start()) {
            var call = alice.call("sips:bob@example.test", Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEstablished(Duration.ofSeconds(20)))
                    .hasValueSatisfying(it -> assertThat(it.level()).isEqualTo(Level.CONFIDENTIAL));
            call.hangUp();
        }
    }

    @Test
    @DisplayName("a server that answers 503 has failed, too: the call is confidential on the next one")
    void unavailable() throws Exception {
        try (var overloaded = new Overloaded();
                var bob = Agents.answering("sip:bob@example.test", Transport.TCP, Agents.audio(), (c, e) -> {})
                        .start();
                var names = new TestNameServer(
                        "example.test. IN NAPTR 10 10 \"s\" \"SIP+D2T\" \"\" _sip._tcp.example.test.",
                        "_sip._tcp.example.test. IN SRV 0 0 " + overloaded.port + " host.example.test.",
                        "_sip._tcp.example.test. IN SRV 1 0 " + Agents.port(bob) + " host.example.test.",
                        "host.example.test. IN A 127.0.0.1");
                var alice = Agents.of("sip:alice@example.com")
                        .nameServers(names.address())
                        .start()) {
            var call = alice.call("sip:bob@example.test", Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEstablished(Duration.ofSeconds(20)))
                    .hasValueSatisfying(it -> assertThat(it.level()).isEqualTo(Level.CONFIDENTIAL));
            assertThat(overloaded.invites).hasValue(1);
            call.hangUp();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"host.example.test", "*.example.test", "*.test", "example.com"})
    @DisplayName(
            "SIP-12 SIP-20 SIP-21 a certificate for the SRV target, a wildcard or another domain: closed, nothing sent")
    void wrongName(String certified) throws Exception {
        var authority = new TestAuthority();
        try (var server = new RecordingTlsServer(authority.issue(certified));
                var names = zone(server.port());
                var alice = Agents.of("sip:alice@example.com")
                        .nameServers(names.address())
                        .serverTrust(authority.trust())
                        .start()) {
            var call = alice.call("sips:bob@example.test", Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEnd(Duration.ofSeconds(15)))
                    .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(503));
            assertThat(server.received.get(5, TimeUnit.SECONDS)).isEmpty();
            assertThat(server.serverName.get(5, TimeUnit.SECONDS)).isEqualTo("example.test");
        }
    }

    @Test
    @DisplayName("a name that nobody has ends the call at once, and says so")
    void nobody() throws Exception {
        try (var names = zone();
                var alice = Agents.of("sip:alice@example.com")
                        .nameServers(names.address())
                        .start()) {
            var call = alice.call("sip:bob@nowhere.test", Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEnd(Duration.ofSeconds(10))).hasValueSatisfying(it -> {
                assertThat(it.status()).isEqualTo(503);
                assertThat(it.reason()).contains("nobody is to be found");
            });
        }
    }

    /** Takes one connection, and keeps what application data came and which name was asked for. */
    private static final class RecordingTlsServer implements AutoCloseable {
        final CompletableFuture<byte[]> received = new CompletableFuture<>();
        final CompletableFuture<String> serverName = new CompletableFuture<>();
        private final SSLServerSocket socket;

        RecordingTlsServer(TlsIdentity identity) throws Exception {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry(
                    "own",
                    identity.key(),
                    new char[0],
                    identity.chain().toArray(java.security.cert.Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            try (var connection = (SSLSocket) socket.accept()) {
                connection.setSoTimeout(10_000);
                var parameters = connection.getSSLParameters();
                parameters.setSNIMatchers(List.of(new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
                    @Override
                    public boolean matches(SNIServerName name) {
                        return serverName.complete(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                    }
                }));
                connection.setSSLParameters(parameters);
                byte[] all = new byte[0];
                try {
                    all = connection.getInputStream().readAllBytes();
                } catch (IOException _) {
                    // the client closed it in the handshake
                }
                received.complete(all);
            } catch (IOException e) {
                received.completeExceptionally(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A server over TCP that answers every INVITE with 503. */
    private static final class Overloaded implements AutoCloseable {
        final AtomicInteger invites = new AtomicInteger();
        final int port;
        private final Loop loop = new Loop("test-overloaded");
        private final SipTransports transports;

        Overloaded() throws IOException {
            var self = new CompletableFuture<SipTransports>();
            transports = new SipTransports(
                    loop,
                    TlsFiles.generate(),
                    ServerTrust.platform(),
                    ConnectionLimits.standard(),
                    (result, from) -> {
                        if (result instanceof ParseResult.Parsed(var message)
                                && message instanceof SipRequest request
                                && request.method().equals(SipMethod.INVITE)) {
                            invites.incrementAndGet();
                            var answer = request.respond(503).toTag("1").build();
                            self.join().send(from, new Outgoing(answer.encode(), false, failure -> {}));
                        }
                    },
                    org.sipbrandy.agent.net.FlowWatcher.NONE,
                    org.sipbrandy.agent.net.WebSocketOrigins.own(),
                    Capture.NONE);
            self.complete(transports);
            port = transports
                    .listen(Transport.TCP, IpAddress.parse("127.0.0.1"), 0)
                    .getPort();
        }

        @Override
        public void close() {
            loop.run(transports::close);
            loop.close();
        }
    }
}
