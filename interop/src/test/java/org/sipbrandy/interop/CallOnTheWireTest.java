package org.sipbrandy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One whole call between two hosts, as tshark sees it on the callee's cable. */
class CallOnTheWireTest {
    @TempDir
    private static Path folder;

    private static List<Capture.Packet> signalling;
    private static List<Capture.Packet> datagrams;
    private static Brandy caller;
    private static Brandy callee;

    @BeforeAll
    static void call() {
        var alice = Brandy.home(folder, "sip:alice@brandy.example");
        var bob = Brandy.home(folder, "sip:bob@brandy.example");
        int port;
        try (var link = Link.open();
                var capture = Capture.start(link.callee(), "vb", folder);
                var answering = Brandy.start(
                        link.callee(), bob, "answer", "--listen", "tcp:10.99.0.2:0", "--echo", "--max-calls", "1")) {
            callee = answering;
            port = answering.port("tcp");
            try (var calling = Brandy.start(
                    link.caller(), alice, "call", "sip:bob@10.99.0.2:" + port + ";transport=tcp", "--for", "3s")) {
                caller = calling;
                assertThat(calling.awaitExit()).as(calling.transcript()).isZero();
            }
            assertThat(answering.awaitExit()).as(answering.transcript()).isZero();
            capture.stop(link);
            signalling =
                    capture.read(port, "sip", "sip.Method", "sip.Status-Code", "sip.CSeq.method", "sip.contact.port");
            datagrams = capture.read(
                    port,
                    "udp && !icmp",
                    "udp.payload",
                    "stun.type",
                    "dtls.handshake.type",
                    "dtls.use_srtp.protection_profile",
                    "dtls.record.content_type");
        }
    }

    @AfterAll
    static void forget() {
        signalling = List.of();
        datagrams = List.of();
    }

    /** The messages of a packet, such as "INVITE" and "200 PRACK"; TCP may carry several in one. */
    private static List<String> messages(Capture.Packet packet) {
        var methods = new ArrayDeque<>(packet.all("sip.Method"));
        var codes = new ArrayDeque<>(packet.all("sip.Status-Code"));
        var messages = new ArrayList<String>();
        for (String method : packet.all("sip.CSeq.method")) {
            if (method.equals(methods.peek())) {
                messages.add(methods.remove());
            } else {
                messages.add(codes.remove() + " " + method);
            }
        }
        return messages;
    }

    private static double timeOf(String message) {
        return signalling.stream()
                .filter(packet -> messages(packet).contains(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + message))
                .time();
    }

    private static boolean isStun(Capture.Packet packet) {
        return packet.firstOctet() >= 0 && packet.firstOctet() <= 3 && packet.has("stun.type");
    }

    private static boolean isDtls(Capture.Packet packet) {
        return packet.firstOctet() >= 20 && packet.firstOctet() <= 63;
    }

    /** RTP or RTCP, protected or not: version 2 (RFC 7983 §7). */
    private static boolean looksLikeRtp(Capture.Packet packet) {
        return packet.firstOctet() >= 128 && packet.firstOctet() <= 191;
    }

    private static double first(Predicate<Capture.Packet> kind) {
        return datagrams.stream().filter(kind).findFirst().orElseThrow().time();
    }

    private static double last(Predicate<Capture.Packet> kind) {
        return datagrams.stream().filter(kind).reduce((a, b) -> b).orElseThrow().time();
    }

    @Test
    @DisplayName("CONN-02 CONN-27 CONN-33 the ladder of RFC 8862: INVITE 183 PRACK 200 UPDATE 200 180 200 ACK BYE 200")
    void ladder() {
        var passed = new ArrayList<String>();
        for (var packet : signalling) {
            for (String message : messages(packet)) {
                // A slow peer gets reliable responses again and again until it acknowledges (RFC 3262 §3).
                if (!message.startsWith("100 ") && !(passed.contains(message) && message.endsWith(" INVITE"))) {
                    passed.add(message);
                }
            }
        }
        assertThat(passed)
                .containsExactly(
                        "INVITE",
                        "183 INVITE",
                        "PRACK",
                        "200 PRACK",
                        "UPDATE",
                        "200 UPDATE",
                        "180 INVITE",
                        "200 INVITE",
                        "ACK",
                        "BYE",
                        "200 BYE");
    }

    @Test
    @DisplayName("CONSENT-01 DTLS-07 checks go first, then the handshake, then media")
    void order() {
        var answered = datagrams.stream()
                .filter(packet -> isStun(packet) && packet.get("stun.type").contains("0x0101"))
                .findFirst()
                .orElseThrow();
        assertThat(first(CallOnTheWireTest::isStun)).isLessThan(answered.time());
        assertThat(answered.time()).isLessThan(first(CallOnTheWireTest::isDtls));
        assertThat(first(CallOnTheWireTest::isDtls)).isLessThan(first(CallOnTheWireTest::looksLikeRtp));
    }

    @Test
    @DisplayName("MSEC-12 MSEC-13 nothing that looks like RTP passes before the UPDATE is answered")
    void noMediaBeforeUpdate() {
        double verified = timeOf("200 UPDATE");
        assertThat(datagrams.stream().filter(CallOnTheWireTest::looksLikeRtp)).hasSizeGreaterThan(200);
        assertThat(first(CallOnTheWireTest::looksLikeRtp)).isGreaterThan(verified);
    }

    @Test
    @DisplayName("DTLS-16 DTLS-17 ClientHello offers AEAD_AES_128_GCM first and SHA1_80 too, ServerHello takes one")
    void useSrtp() {
        var profiles = datagrams.stream()
                .filter(packet -> packet.has("dtls.use_srtp.protection_profile"))
                .toList();
        var offered = profiles.stream()
                .filter(packet -> packet.all("dtls.handshake.type").contains("1"))
                .findFirst()
                .orElseThrow();
        assertThat(offered.get("dtls.use_srtp.protection_profile"))
                .startsWith("0x0007")
                .contains("0x0001");
        var taken = profiles.stream()
                .filter(packet -> packet.all("dtls.handshake.type").contains("2"))
                .findFirst()
                .orElseThrow();
        assertThat(taken.get("dtls.use_srtp.protection_profile"))
                .startsWith("0x0007")
                .doesNotContain("0x0001");
        assertThat(caller.await("call.established").get("srtp_profile")).isEqualTo("AEAD_AES_128_GCM");
    }

    @Test
    @DisplayName("DTLS-06 the server asks for the client's certificate")
    void mutual() {
        assertThat(datagrams.stream().flatMap(packet -> packet.all("dtls.handshake.type").stream()))
                .contains("13");
    }

    @Test
    @DisplayName("after BYE is answered no media passes, and half a second later nothing at all")
    void nothingAfterBye() {
        double bye = timeOf("200 BYE");
        assertThat(signalling.getLast().time()).isEqualTo(bye);
        assertThat(last(CallOnTheWireTest::looksLikeRtp)).isLessThanOrEqualTo(bye);
        assertThat(datagrams.getLast().time()).isLessThan(bye + 0.5);
    }

    @Test
    @DisplayName("the caller's Contact names a port of its own and not the default, where nobody listens")
    void contact() {
        assertThat(signalling.getFirst().get("sip.contact.port"))
                .matches("[0-9]+")
                .isNotEqualTo("5060");
    }

    @Test
    @DisplayName("MSEC-16 MSEC-17 both ends judge the call confidential")
    void confidential() {
        assertThat(caller.level()).isEqualTo("confidential");
        assertThat(callee.level()).isEqualTo("confidential");
    }
}
