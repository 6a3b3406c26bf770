package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.transport.Transport;

/** Signalling of agents over real sockets. */
@Timeout(60)
class SignallingTest {

    private static void confidential(UserAgent alice, String to) throws InterruptedException {
        var call = alice.call(to, Agents.audio(), (c, e) -> {});
        assertThat(call.awaitEstablished(Duration.ofSeconds(20)))
                .hasValueSatisfying(it -> assertThat(it.level()).isEqualTo(Level.CONFIDENTIAL));
        call.hangUp();
        assertThat(call.awaitEnd(Duration.ofSeconds(10))).isPresent();
    }

    @Test
    @DisplayName("SIP-01 a signed INVITE is too long for UDP: it goes over TCP to the same port, its Via rewritten")
    void longRequestTakesTcp() throws Exception {
        var log = new SipLog();
        try (var bob = Agents.answering("sip:bob@example.com", Transport.UDP, Agents.audio(), (c, e) -> {})
                        .start();
                var alice = Agents.of("sip:alice@example.com").capture(log).start()) {
            assertThat(bob.listening())
                    .extracting(UserAgent.Listening::transport)
                    .containsExactly(Transport.UDP, Transport.TCP);
            assertThat(bob.listening()).extracting(UserAgent.Listening::port).containsOnly(Agents.port(bob));
            confidential(alice, "sip:bob@127.0.0.1:" + Agents.port(bob) + ";transport=udp");
            assertThat(log.requests(true, "INVITE")).singleElement().satisfies(it -> {
                assertThat(it.message().encode().length).isGreaterThan(1300);
                assertThat(it.transport()).isEqualTo(Transport.TCP);
                assertThat(it.remote().getPort()).isEqualTo(Agents.port(bob));
                assertThat(it.message().headers().topVia().transport()).isEqualTo("TCP");
            });
        }
    }

    @Test
    @DisplayName("SIP-01 where TCP is refused, the long INVITE goes by UDP after all")
    void backToUdp() throws Exception {
        try (var peer = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var alice = Agents.of("sip:alice@example.com").start()) {
            peer.setSoTimeout(10_000);
            var call = alice.call(
                    "sip:bob@127.0.0.1:" + peer.getLocalPort() + ";transport=udp", Agents.audio(), (c, e) -> {});
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            peer.receive(packet);
            assertThat(packet.getLength()).isGreaterThan(1300);
            assertThat(text(packet))
                    .startsWith("INVITE sip:bob@")
                    .contains("Via: SIP/2.0/UDP ")
                    .contains(";rport");
            call.hangUp();
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static byte[] options(int padding) {
        return ("OPTIONS sip:bob@example.com SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP 192.0.2.1:5999;branch=z9hG4bK" + padding + ";rport\r\n"
                        + "From: <sip:alice@example.com>;tag=1\r\nTo: <sip:bob@example.com>\r\n"
                        + "Call-ID: " + padding + "\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
                        + "Content-Type: text/plain\r\nContent-Disposition: session;handling=optional\r\n"
                        + "Content-Length: " + padding + "\r\n\r\n" + "x".repeat(padding))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("SIP-09 the answer goes to where the request came from, with rport and received")
    void rport() throws Exception {
        try (var bob = Agents.answering("sip:bob@example.com", Transport.UDP, Agents.audio(), (c, e) -> {})
                        .start();
                var peer = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            peer.setSoTimeout(10_000);
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), Agents.port(bob));
            byte[] request = options(0);
            peer.send(new DatagramPacket(request, request.length, to));
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            peer.receive(packet);
            assertThat(packet.getSocketAddress()).isEqualTo(to);
            assertThat(text(packet))
                    .startsWith("SIP/2.0 200 OK\r\n")
                    .contains("rport=" + peer.getLocalPort())
                    .contains("received=127.0.0.1");
        }
    }

    @Test
    @DisplayName(
            "SIP-01 garbage, empty and largest datagrams: no answer but to what is a request, and the next call is served")
    void hostileDatagrams() throws Exception {
        try (var bob = Agents.answering("sip:bob@example.com", Transport.UDP, Agents.audio(), (c, e) -> {})
                        .start();
                var peer = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var alice = Agents.of("sip:alice@example.com").start()) {
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), Agents.port(bob));
            var random = new Random(8862);
            for (int i = 0; i < 50; i++) {
                byte[] garbage = new byte[i == 0 ? 0 : random.nextInt(1, 2000)];
                random.nextBytes(garbage);
                peer.send(new DatagramPacket(garbage, garbage.length, to));
            }
            for (String text : List.of(
                    "\r\n\r\n",
                    "SIP/2.0 200 OK\r\n\r\n",
                    "SIP/2.0 999 \r\nVia: x\r\n\r\n",
                    "ACK sip:bob@example.com SIP/2.0\r\nVia: broken\r\n\r\n")) {
                byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
                peer.send(new DatagramPacket(octets, octets.length, to));
            }
            byte[] largest = options(65_507 - options(10_000).length + 10_000);
            assertThat(largest).hasSize(65_507);
            peer.send(new DatagramPacket(largest, largest.length, to));
            peer.setSoTimeout(10_000);
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            peer.receive(packet);
            assertThat(text(packet)).as("the first and only answer").startsWith("SIP/2.0 200 OK\r\n");
            confidential(alice, "sip:bob@127.0.0.1:" + Agents.port(bob));
            assertThat(another(peer)).as("no storm").isFalse();
        }
    }

    /** Whether something lies in the socket already. */
    private static boolean another(DatagramSocket peer) throws IOException {
        peer.setSoTimeout(1);
        try {
            peer.receive(new DatagramPacket(new byte[65_535], 65_535));
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Test
    @DisplayName("SIP-14 the callee's requests come on the connection that the caller opened, and there is only one")
    void reusedBothWays() throws Exception {
        var atBob = new SipLog();
        var atAlice = new SipLog();
        try (var bob = Agents.answering("sip:bob@example.com", Transport.TLS, Agents.audio(), (c, e) -> {})
                        .capture(atBob)
                        .start();
                var alice = Agents.of("sip:alice@example.com").capture(atAlice).start()) {
            String to = "sips:bob@127.0.0.1:" + Agents.port(bob);
            confidential(alice, to);
            confidential(alice, to);
            assertThat(atBob.requests(true, "UPDATE")).hasSize(2);
            var connections = atBob.all().stream()
                    .filter(it -> !it.sent())
                    .map(it -> it.connection())
                    .distinct()
                    .toList();
            assertThat(connections).as("what came to bob came over").hasSize(1);
            assertThat(atAlice.requests(false, "UPDATE"))
                    .hasSize(2)
                    .allSatisfy(it -> assertThat(it.connection())
                            .isEqualTo(
                                    atAlice.requests(true, "INVITE").getFirst().connection()));
        }
    }

    @Test
    @DisplayName(
            "SIP-22 the application decides by where a call comes from, and a client without certificate is nobody")
    void decidesByArrival() throws Exception {
        var arrivals = new ConcurrentLinkedQueue<Arrival>();
        try (var bob = Agents.of("sip:bob@example.com")
                        .listen(Agents.loopback(Transport.TLS))
                        .incoming(
                                from -> {
                                    arrivals.add(from);
                                    return Optional.of(new UserAgent.Answer(Agents.audio(), (c, e) -> {}))
                                            .filter(_ -> from.domains().contains("trusted.example.com"));
                                },
                                Call::accept)
                        .start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            var call = alice.call("sips:bob@127.0.0.1:" + Agents.port(bob), Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEnd(Duration.ofSeconds(10)))
                    .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(480));
            assertThat(arrivals).singleElement().satisfies(it -> {
                assertThat(it.transport()).isEqualTo(Transport.TLS);
                assertThat(it.remote()).startsWith("127.0.0.1:");
                assertThat(it.domains()).isEmpty();
            });
        }
    }

    @Test
    @DisplayName("a call over IPv6")
    void ipv6() throws Exception {
        try (var bob = Agents.of("sip:bob@example.com")
                        .listen(new Listen(Transport.TLS, IpAddress.parse("::1"), 0))
                        .incoming(() -> new UserAgent.Answer(Agents.audio(), (c, e) -> {}), Call::accept)
                        .start();
                var alice = Agents.of("sip:alice@example.com").start()) {
            confidential(alice, "sips:bob@[::1]:" + Agents.port(bob));
        }
    }

    @Test
    @DisplayName("a server that closes the connection instead of answering has failed the call at once")
    void closedInsteadOfAnswered() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var alice = Agents.of("sip:alice@example.com").start()) {
            Thread.ofVirtual().start(() -> {
                try (var connection = server.accept()) {
                    connection.getInputStream().read();
                } catch (IOException _) {
                    // the test ends
                }
            });
            var call = alice.call(
                    "sip:bob@127.0.0.1:" + server.getLocalPort() + ";transport=tcp", Agents.audio(), (c, e) -> {});
            assertThat(call.awaitEnd(Duration.ofSeconds(10)))
                    .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(503));
        }
    }
}
