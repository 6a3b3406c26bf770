package org.sipbrandy.agent.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.agent.Call;
import org.sipbrandy.agent.Listen;
import org.sipbrandy.agent.UserAgent;
import org.sipbrandy.agent.UserAgentBuilder;
import org.sipbrandy.agent.WarmUp;
import org.sipbrandy.agent.store.TlsFiles;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;

/** A real call between two agents, read back from what both wrote. */
@Timeout(60)
class CaptureTest {
    private static final Pattern BLOCK = Pattern.compile(
            "# (\\S+) (sent|received) (udp|tcp|tls) (\\S+) -> (\\S+), (\\d+) octets\n", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private final List<String> trouble = Collections.synchronizedList(new ArrayList<>());

    private static UserAgentBuilder agent(String aor) throws Exception {
        var credential = Credential.selfSigned(
                aor, new java.security.SecureRandom(), Instant.now().minusSeconds(60), Duration.ofDays(1));
        return UserAgent.builder()
                .identities(List.of(aor), CredentialStore.of(credential))
                .tls(TlsFiles.generate());
    }

    private static CallSettings settings() {
        return CallSettings.of(Policy.REQUIRE, List.of(StreamKind.audio(List.of(Encoding.PCMU))));
    }

    private void hold(Transport transport, String host) throws Exception {
        WarmUp.run(Encoding.PCMU);
        try (var alicePcap = new PcapFile(folder.resolve("alice.pcap"), trouble::add);
                var bobPcap = new PcapFile(folder.resolve("bob.pcap"), trouble::add);
                var aliceTrace = new SipTraceFile(folder.resolve("alice.sip"), trouble::add);
                var bobTrace = new SipTraceFile(folder.resolve("bob.sip"), trouble::add);
                var bob = agent("sip:bob@example.com")
                        .capture(bobPcap)
                        .capture(bobTrace)
                        .listen(new Listen(transport, IpAddress.parse(host), 0))
                        .incoming(() -> new UserAgent.Answer(settings(), (call, event) -> {}), Call::accept)
                        .start();
                var alice = agent("sip:alice@example.com")
                        .capture(alicePcap)
                        .capture(aliceTrace)
                        .start()) {
            int port = bob.listening().getFirst().port();
            String where = (host.contains(":") ? "[" + host + "]:" : host + ":") + port;
            String uri = transport == Transport.TLS
                    ? "sips:bob@" + where
                    : "sip:bob@" + where + ";transport=" + transport.name();
            var call = alice.call("sip:alice@example.com", uri, settings(), (c, event) -> {});
            assertThat(call.awaitEstablished(Duration.ofSeconds(20))).isPresent();
            assertThat(call.awaitEnd(Duration.ofSeconds(1))).isEmpty();
            call.hangUp();
            assertThat(call.awaitEnd(Duration.ofSeconds(5))).isPresent();
        }
        assertThat(trouble).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TLS,127.0.0.1", "TCP,::1"})
    @DisplayName("a capture holds the whole signalling in the clear and the media as it was on the wire")
    void call(String transport, String host) throws Exception {
        hold(Transport.valueOf(transport), host);
        var alice = PcapReader.read(folder.resolve("alice.pcap"));
        var bob = PcapReader.read(folder.resolve("bob.pcap"));

        // Signalling: both see the same octets in both directions, and they are the call's messages in order.
        var methods = methods(streams(alice));
        assertThat(methods).containsSubsequence("INVITE", "PRACK", "ACK", "BYE").contains("UPDATE");
        assertThat(streams(alice).values())
                .containsExactlyInAnyOrderElementsOf(streams(bob).values());

        // Media: what one sent the other received, octet by octet.
        var sent = media(alice, 0xb8);
        var received = media(bob, 0);
        assertThat(sent.stream().filter(CaptureTest::isStun)).isNotEmpty();
        assertThat(sent.stream().filter(CaptureTest::isDtls)).isNotEmpty();
        assertThat(sent.stream().filter(CaptureTest::isSrtp)).hasSizeGreaterThan(20);
        assertThat(received).isNotEmpty().isSubsetOf(sent);
        assertThat(media(alice, 0)).isNotEmpty().isSubsetOf(media(bob, 0xb8));
    }

    @ParameterizedTest
    @CsvSource({"TLS,127.0.0.1"})
    @DisplayName("a trace has one block a message, with exactly its octets: what one sent the other received")
    void trace(String transport, String host) throws Exception {
        hold(Transport.valueOf(transport), host);
        var alice = blocks(folder.resolve("alice.sip"));
        var bob = blocks(folder.resolve("bob.sip"));
        assertThat(sent(alice)).hasSizeGreaterThanOrEqualTo(4).isEqualTo(received(bob));
        assertThat(sent(bob)).hasSizeGreaterThanOrEqualTo(6).isEqualTo(received(alice));
        assertThat(sent(alice).getFirst()).contains("INVITE sip").contains(" tls 127.0.0.1:");
    }

    private static List<String> sent(Map<String, List<String>> blocks) {
        return blocks.getOrDefault("sent", List.of());
    }

    private static List<String> received(Map<String, List<String>> blocks) {
        return blocks.getOrDefault("received", List.of());
    }

    /** The messages of a trace by direction: hop and text. Every octet of the file is in a block. */
    private static Map<String, List<String>> blocks(Path file) throws Exception {
        String text = Files.readString(file, ISO_8859_1);
        var blocks = new LinkedHashMap<String, List<String>>();
        int at = 0;
        while (at < text.length()) {
            var line = BLOCK.matcher(text).region(at, text.length());
            assertThat(line.lookingAt())
                    .as(() -> "a block at the end of what was read")
                    .isTrue();
            Instant.parse(line.group(1));
            int end = line.end() + Integer.parseInt(line.group(6));
            String message = text.substring(line.end(), end);
            assertThat(SipParser.parse(message.getBytes(ISO_8859_1))).isInstanceOf(ParseResult.Parsed.class);
            blocks.computeIfAbsent(line.group(2), _ -> new ArrayList<>())
                    .add(" " + line.group(3) + " " + line.group(4) + " " + line.group(5) + "\n" + message);
            at = end;
            while (at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
        }
        return blocks;
    }

    /** What each direction of each connection carried, put together by sequence numbers, with nothing missing. */
    private static Map<String, String> streams(List<PcapReader.Packet> packets) {
        var octets = new LinkedHashMap<String, ByteArrayOutputStream>();
        var next = new LinkedHashMap<String, Long>();
        for (var packet : packets) {
            if (!packet.tcp()) {
                continue;
            }
            String way = packet.from() + ">" + packet.to();
            String back = packet.to() + ">" + packet.from();
            boolean syn = (packet.flags() & Frame.SYN) != 0;
            boolean fin = (packet.flags() & Frame.FIN) != 0;
            assertThat(next.containsKey(way)).as("the first packet is a SYN").isEqualTo(!syn);
            assertThat(packet.sequence()).isEqualTo(next.getOrDefault(way, packet.sequence()));
            if ((packet.flags() & Frame.ACK) != 0) {
                assertThat(packet.acknowledged()).isEqualTo(next.get(back));
            }
            next.put(way, packet.sequence() + packet.payload().length + (syn || fin ? 1 : 0));
            octets.computeIfAbsent(way, _ -> new ByteArrayOutputStream()).writeBytes(packet.payload());
        }
        var text = new LinkedHashMap<String, String>();
        octets.forEach((way, all) -> text.put(way, way + "\n" + all.toString(ISO_8859_1)));
        return text;
    }

    private static List<String> methods(Map<String, String> streams) {
        var methods = new ArrayList<String>();
        for (String stream : streams.values()) {
            byte[] all = stream.substring(stream.indexOf('\n') + 1).getBytes(ISO_8859_1);
            for (byte[] message : new MessageCutter(true).receive(all)) {
                if (SipParser.parse(message) instanceof ParseResult.Parsed(SipRequest request)) {
                    methods.add(request.method().name());
                }
            }
        }
        return methods;
    }

    private static List<String> media(List<PcapReader.Packet> packets, int trafficClass) {
        return packets.stream()
                .filter(packet -> !packet.tcp() && packet.trafficClass() == trafficClass)
                .map(packet -> text(packet.from()) + text(packet.to()) + new String(packet.payload(), ISO_8859_1))
                .toList();
    }

    private static String text(InetSocketAddress address) {
        return address + "|";
    }

    /** The first octet of the datagram, RFC 7983 §7. */
    private static int first(String datagram) {
        return datagram.charAt(datagram.indexOf('|', datagram.indexOf('|') + 1) + 1);
    }

    private static boolean isStun(String datagram) {
        return first(datagram) < 4;
    }

    private static boolean isDtls(String datagram) {
        return first(datagram) >= 20 && first(datagram) < 64;
    }

    private static boolean isSrtp(String datagram) {
        return first(datagram) >= 128 && first(datagram) < 192;
    }
}
