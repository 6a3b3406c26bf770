package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipParser;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Transport;
import org.sipbrandy.testkit.wire.WireEdit;

/** The attacks of flows.md §7, made on the wire between two agents; each ends as that table says. */
class WireAttackTest {
    /** Edits the octets of a message, as somebody on the wire does; the length of the body is made to fit. */
    private static SipMessage edited(SipMessage message, UnaryOperator<String> edit) {
        String text = edit.apply(new String(message.encode(), StandardCharsets.ISO_8859_1));
        int body = text.indexOf("\r\n\r\n") + 4;
        String head = text.substring(0, body)
                .replaceAll("(?i)Content-Length: *\\d+", "Content-Length: " + (text.length() - body));
        byte[] octets = (head + text.substring(body)).getBytes(StandardCharsets.ISO_8859_1);
        return ((ParseResult.Parsed) SipParser.parse(octets)).message();
    }

    private static boolean isRequest(SipMessage message, String method) {
        return message instanceof SipRequest request && request.method().name().equals(method);
    }

    private static boolean isResponse(SipMessage message, int status, String method) {
        return message instanceof SipResponse response
                && response.status() == status
                && response.headers().cseq().method().name().equals(method);
    }

    private record Result(CallEvent.Ended alice, Optional<CallEvent.Ended> bob, long rtp, List<SipMessage> fromBob) {
        boolean bobSent(int status, String method) {
            return fromBob.stream().anyMatch(message -> isResponse(message, status, method));
        }
    }

    private static Result attack(Meddler meddler) {
        return attack(meddler, Policy.REQUIRE, Duration.ofMillis(20));
    }

    private static Result attack(Meddler meddler, Policy policy, Duration oneWay) {
        UnaryOperator<CallSettings> settings = it -> it.withPolicy(policy);
        try (var world = new VirtualWorld(7, LinkQuality.clean(oneWay), LinkQuality.clean(oneWay))) {
            var alice = new VirtualAgent(world, "sip:alice@example.com", "192.0.2.1", Transport.TCP, settings);
            var bob = new VirtualAgent(world, "sip:bob@example.com", "192.0.2.2", Transport.TCP, settings);
            alice.connect(bob);
            bob.connect(alice);
            world.meddle(meddler);
            String call = alice.call();
            world.run(
                    Duration.ofSeconds(60).toNanos(),
                    () -> !alice.events(CallEvent.Ended.class).isEmpty()
                            || !alice.events(CallEvent.Established.class).isEmpty());
            world.pass(Duration.ofSeconds(1));
            alice.hangUp(call);
            world.pass(Duration.ofSeconds(40));
            assertThat(alice.endpoint().calls()).isEmpty();
            assertThat(bob.endpoint().calls()).isEmpty();
            var all = new ArrayList<>(alice.media());
            all.addAll(bob.media());
            return new Result(
                    alice.events(CallEvent.Ended.class).getFirst(),
                    bob.events(CallEvent.Ended.class).stream().findFirst(),
                    all.stream().filter(one -> one.kind() == PacketKind.RTP).count(),
                    bob.sent());
        }
    }

    private static void refused(Result result, Reason reason) {
        assertThat(result.alice().verdict().level()).isEqualTo(Level.REFUSED);
        assertThat(result.rtp()).as("media packets on the wire").isZero();
        var reasons = new ArrayList<>(result.alice().verdict().reasons());
        result.bob().ifPresent(bob -> reasons.addAll(bob.verdict().reasons()));
        assertThat(reasons).contains(reason);
    }

    @Test
    @DisplayName("MSEC-07 a fingerprint swapped in the INVITE is refused with 438")
    void swappedInInvite() {
        var result = attack(WireEdit.SWAPPED_FINGERPRINT);
        assertThat(result.bobSent(438, "INVITE")).isTrue();
        refused(result, Reason.FINGERPRINT_MISMATCH);
    }

    @Test
    @DisplayName("MSEC-13 a fingerprint swapped in the 183 ends the call")
    void swappedIn183() {
        var result = attack(WireEdit.SWAPPED_FINGERPRINT_183);
        assertThat(result.alice().verdict().level()).isEqualTo(Level.REFUSED);
        assertThat(result.rtp()).isZero();
        assertThat(result.alice().verdict().reasons())
                .containsAnyOf(Reason.FINGERPRINT_MISMATCH, Reason.DTLS_CERTIFICATE_MISMATCH);
    }

    @Test
    @DisplayName("CONN-11 CONN-14 a fingerprint swapped in the UPDATE is refused with 438, then the call ends")
    void swappedInUpdate() {
        var result = attack(WireEdit.SWAPPED_FINGERPRINT_UPDATE);
        refused(result, Reason.FINGERPRINT_MISMATCH);
        assertThat(result.bob()).isPresent();
    }

    @Test
    @DisplayName("MSEC-20 a fingerprint swapped in the 200 to the UPDATE: the callee fails the INVITE with 488")
    void swappedInUpdateAnswer() {
        var result = attack(WireEdit.SWAPPED_FINGERPRINT_ANSWER);
        assertThat(result.bobSent(488, "INVITE")).isTrue();
        assertThat(result.bob().orElseThrow().verdict().reasons()).contains(Reason.FINGERPRINT_MISMATCH);
        assertThat(result.bob().orElseThrow().verdict().level()).isEqualTo(Level.REFUSED);
    }

    @Test
    @DisplayName("STIR-VS-03 a stripped Identity is refused with 428 where identity is required")
    void strippedIdentity() {
        var result = attack(WireEdit.STRIPPED_IDENTITY);
        assertThat(result.bobSent(428, "INVITE")).isTrue();
        refused(result, Reason.IDENTITY_MISSING);
    }

    @Test
    @DisplayName("PASS-13 a stripped fingerprint under a signature is refused with 438")
    void strippedFingerprint() {
        var result = attack(WireEdit.STRIPPED_FINGERPRINT);
        assertThat(result.bobSent(438, "INVITE")).isTrue();
        assertThat(result.rtp()).isZero();
    }

    @Test
    @DisplayName("MSEC-10 a stripped UPDATE: the caller ends the call and sends no media")
    void strippedUpdate() {
        var result = attack(WireEdit.STRIPPED_UPDATE);
        assertThat(result.rtp()).isZero();
        assertThat(result.alice().verdict().level()).isNotEqualTo(Level.CONFIDENTIAL);
    }

    @Test
    @DisplayName("MSEC-19 an UPDATE without its signature is refused, and the call ends")
    void unsignedUpdate() {
        var result = attack(WireEdit.UNSIGNED_UPDATE);
        refused(result, Reason.IDENTITY_MISSING);
    }

    @Test
    @DisplayName("STIR-VS-08 a stale Date is refused with 403")
    void staleDate() {
        var result = attack(WireEdit.STALE_DATE);
        assertThat(result.bobSent(403, "INVITE")).isTrue();
        assertThat(result.rtp()).isZero();
    }

    @Test
    @DisplayName("MSEC-15 a=crypto added to the offer is never selected: the call is keyed by DTLS")
    void cryptoAdded() {
        var result = attack(WireEdit.CRYPTO_ADDED);
        assertThat(result.alice().verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        for (SipMessage message : result.fromBob()) {
            assertThat(new String(message.body().bytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("a=crypto");
        }
    }

    @Test
    @DisplayName("MSEC-15 SDP-06 a profile changed to RTP/AVP is refused with 488")
    void plainProfile() {
        var result = attack(WireEdit.PLAIN_PROFILE);
        assertThat(result.bobSent(488, "INVITE")).isTrue();
        refused(result, Reason.MEDIA_NOT_PROTECTED);
    }

    @Test
    @DisplayName("MSEC-06 DIFF-06 k= in an offer is refused with 488")
    void keyLine() {
        var result = attack(WireEdit.KEY_LINE);
        assertThat(result.bobSent(488, "INVITE")).isTrue();
        refused(result, Reason.MEDIA_NOT_PROTECTED);
    }

    @Test
    @DisplayName("MSEC-15 an answer that takes DTLS away ends the call")
    void downgradedAnswer() {
        var result = attack(WireEdit.SDES_DOWNGRADE);
        assertThat(result.alice().verdict().level()).isEqualTo(Level.REFUSED);
        assertThat(result.rtp()).isZero();
    }

    @Test
    @DisplayName("an INVITE replayed as another call is refused")
    void replay() {
        var replayed = new boolean[1];
        var result = attack((message, towardsCallee) -> {
            if (isRequest(message, "INVITE") && !replayed[0]) {
                replayed[0] = true;
                var copy = edited(
                        message,
                        text -> text.replaceFirst("Call-ID: [^\r]*", "Call-ID: replayed@invalid")
                                .replaceFirst(";branch=z9hG4bK", ";branch=z9hG4bKreplay"));
                return List.of(message, copy);
            }
            return List.of(message);
        });
        assertThat(result.fromBob().stream()
                        .filter(m -> m.headers().callId().equals("replayed@invalid"))
                        .filter(m -> m instanceof SipResponse response && response.status() >= 400)
                        .toList())
                .isNotEmpty();
    }

    @Test
    @DisplayName("an offer without a=mid, as phones of old make it, is answered without one (RFC 5888 §9.1)")
    void offerWithoutMid() {
        Meddler meddler = (message, _) -> List.of(
                isRequest(message, "INVITE") ? edited(message, text -> text.replace("a=mid:0\r\n", "")) : message);
        var result = attack(meddler, Policy.OFF, Duration.ofMillis(20));
        var answer = result.fromBob().stream()
                .filter(message -> isResponse(message, 200, "INVITE"))
                .findFirst()
                .orElseThrow();
        assertThat(new String(answer.body().bytes(), StandardCharsets.ISO_8859_1))
                .contains("m=audio", "a=rtcp-mux")
                .doesNotContain("a=mid");
    }
}
