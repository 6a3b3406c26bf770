package org.sipbrandy.agent.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.agent.capture.Capture;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/** Our WebSockets against those of the JDK, and against raw octets. */
class WebSocketTest {
    private static final String OPTIONS = """
            OPTIONS sip:bob@example.com SIP/2.0\r
            Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK1\r
            From: <sip:alice@example.com>;tag=1\r
            To: <sip:bob@example.com>\r
            Call-ID: c\r
            CSeq: 1 OPTIONS\r
            Content-Length: 0\r
            \r
            """;

    private record Got(SipMessage message, Target from) {}

    private final BlockingQueue<Got> received = new LinkedBlockingQueue<>();
    private final Loop loop = new Loop("test-websocket");
    private SipTransports transports;
    private int port;

    @BeforeEach
    void open() throws Exception {
        transports = transports(WebSocketOrigins.own());
        port = transports.listen(Transport.WS, IpAddress.parse("127.0.0.1"), 0).getPort();
    }

    private SipTransports transports(WebSocketOrigins origins) {
        return new SipTransports(
                loop,
                TlsFiles.generate(),
                ServerTrust.platform(),
                ConnectionLimits.standard(),
                (result, from) -> {
                    if (result instanceof ParseResult.Parsed(var message)) {
                        received.add(new Got(message, from));
                    }
                },
                FlowWatcher.NONE,
                origins,
                Capture.NONE);
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

    /** What a WebSocket of the JDK hears. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> binaries = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            texts.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            binaries.add(data.remaining());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            pongs.add(StandardCharsets.UTF_8.decode(message).toString());
            socket.request(1);
            return null;
        }
    }

    private WebSocket connect(Listener listener, String... protocols) {
        var builder = HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0]);
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/phone"), listener)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static Outgoing outgoing(SipMessage message) {
        return new Outgoing(message.encode(), false, failure -> {});
    }

    @Test
    @DisplayName(
            "SIP-16 subprotocol sip; a message a frame, text and binary, whole and in pieces; answered as text or binary")
    void frames() throws Exception {
        var listener = new Listener();
        var socket = connect(listener, "sip");
        assertThat(socket.getSubprotocol()).isEqualTo("sip");
        socket.sendText(OPTIONS, true).get(10, TimeUnit.SECONDS);
        var got = next();
        assertThat(got.from().transport()).isEqualTo(Transport.WS);
        assertThat(got.message().startLine()).startsWith("OPTIONS");
        socket.sendBinary(ByteBuffer.wrap(OPTIONS.getBytes(StandardCharsets.UTF_8)), true)
                .get(10, TimeUnit.SECONDS);
        next();
        socket.sendText(OPTIONS.substring(0, 40), false).get(10, TimeUnit.SECONDS);
        socket.sendText(OPTIONS.substring(40), true).get(10, TimeUnit.SECONDS);
        var last = next();

        var plain = ((SipRequest) last.message()).respond(200).toTag("2").build();
        loop.run(() -> transports.send(last.from(), outgoing(plain)));
        assertThat(listener.texts.poll(10, TimeUnit.SECONDS)).startsWith("SIP/2.0 200");
        var odd = ((SipRequest) last.message())
                .respond(200)
                .toTag("2")
                .body(Body.of(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .build();
        loop.run(() -> transports.send(last.from(), outgoing(odd)));
        assertThat(listener.binaries.poll(10, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    @DisplayName("SIP-16 pings are answered: WebSocket's by a pong, a double CRLF by a CRLF")
    void pings() throws Exception {
        var listener = new Listener();
        var socket = connect(listener, "sip");
        socket.sendPing(ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8))).get(10, TimeUnit.SECONDS);
        assertThat(listener.pongs.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
        socket.sendText("\r\n\r\n", true).get(10, TimeUnit.SECONDS);
        assertThat(listener.texts.poll(10, TimeUnit.SECONDS)).isEqualTo("\r\n");
    }

    @Test
    @DisplayName("SIP-16 without the subprotocol there is no handshake")
    void withoutSubprotocol() {
        assertThatThrownBy(() -> connect(new Listener())).hasMessageContaining("WebSocketHandshakeException");
        assertThatThrownBy(() -> connect(new Listener(), "xmpp")).hasMessageContaining("WebSocketHandshakeException");
    }

    /** The status of a handshake with that Origin. */
    private String handshake(int at, String origin) throws Exception {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", at), 10_000);
            socket.setSoTimeout(10_000);
            String request = "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + at + "\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Protocol: sip\r\nSec-WebSocket-Version: 13\r\nOrigin: " + origin + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes("HTTP/1.1 101".length()), StandardCharsets.US_ASCII);
        }
    }

    @Test
    @DisplayName("SIP-16 pages of other hosts get no connection, unless they are named")
    void origins() throws Exception {
        assertThat(handshake(port, "https://127.0.0.1:8443")).isEqualTo("HTTP/1.1 101");
        assertThat(handshake(port, "https://evil.example.com")).isEqualTo("HTTP/1.1 403");
        assertThat(handshake(port, "null")).isEqualTo("HTTP/1.1 403");
        var open = transports(new WebSocketOrigins(Set.of("https://phone.example.com")));
        int second = open.listen(Transport.WS, IpAddress.parse("127.0.0.1"), 0).getPort();
        assertThat(handshake(second, "https://phone.example.com")).isEqualTo("HTTP/1.1 101");
        loop.run(open::close);
    }

    @Test
    @DisplayName("SIP-16 as a client: subprotocol sip, masked text, and whoever does not speak SIP is no server")
    void client() throws Exception {
        var to = Target.of(Transport.WS, "127.0.0.1", port);
        var request = ((ParseResult.Parsed) SipParser.parse(OPTIONS.getBytes(StandardCharsets.UTF_8))).message();
        loop.run(() -> transports.send(to, outgoing(request)));
        assertThat(next().message().startLine()).startsWith("OPTIONS");
        int plain = transports
                .listen(Transport.TCP, IpAddress.parse("127.0.0.1"), 0)
                .getPort();
        var failures = new LinkedBlockingQueue<TransportFailure>();
        var doomed = new Outgoing(request.encode(), true, failures::add);
        loop.run(() -> transports.send(Target.of(Transport.WS, "127.0.0.1", plain), doomed));
        assertThat(failures.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
}
