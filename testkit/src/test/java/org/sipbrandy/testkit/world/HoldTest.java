package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipResponse;

/** Changes of a call that stands, from either side: signed again by whoever offers them, over the same keys. */
class HoldTest {
    private static UnaryOperator<CallSettings> codecs(Encoding... encodings) {
        return settings -> settings.withStreams(List.of(StreamKind.audio(List.of(encodings))));
    }

    private static long dtls(VirtualAgent agent) {
        return agent.media().stream()
                .filter(one -> one.kind() == PacketKind.DTLS)
                .count();
    }

    private static int lastPayloadType(VirtualAgent agent) {
        return agent.media().stream()
                        .filter(one -> one.kind() == PacketKind.RTP)
                        .reduce((a, b) -> b)
                        .orElseThrow()
                        .datagram()[1]
                & 0x7f;
    }

    private static SipMessage last(VirtualAgent agent, String line) {
        return agent.sent().stream()
                .filter(message -> Wire.is(message, line))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** Fingerprint, tls-id, ICE credentials and the role that was taken. */
    private static void sameAssociation(Scene scene, VirtualAgent agent, SipMessage before, SipMessage after) {
        var old = Wire.description(before).orElseThrow();
        var description = Wire.description(after).orElseThrow();
        assertThat(description.allFingerprints()).isEqualTo(old.allFingerprints());
        assertThat(description.tlsId(description.media().getFirst()))
                .isEqualTo(old.tlsId(old.media().getFirst()));
        assertThat(description.iceCredentials(description.media().getFirst()))
                .isEqualTo(old.iceCredentials(old.media().getFirst()));
    }

    private static void holdAndResume(Scene scene, VirtualAgent holder, VirtualAgent held) {
        String call = holder.endpoint().calls().getFirst();
        long handshake = dtls(scene.alice) + dtls(scene.bob);
        assertThat(holder.hold(call)).isTrue();
        scene.world.pass(Duration.ofMillis(300));

        var update = last(holder, "UPDATE");
        assertThat(Wire.text(update)).contains("a=sendonly").contains("a=setup:actpass");
        assertThat(update.headers().identity()).isNotEmpty();
        assertThat(Wire.payload(update)).contains("\"mky\"");
        var answer = last(held, "200 UPDATE");
        assertThat(Wire.text(answer)).contains("a=recvonly");
        sameAssociation(scene, holder, first(holder), update);
        sameAssociation(scene, held, first(held), answer);

        assertThat(scene.rtpInASecond(held)).isZero();
        assertThat(scene.rtpInASecond(holder)).isGreaterThan(40);
        scene.world.pass(Duration.ofSeconds(60));
        assertThat(holder.resume(call)).isTrue();
        scene.world.pass(Duration.ofMillis(300));
        assertThat(scene.rtpInASecond(held)).isGreaterThan(40);
        assertThat(dtls(scene.alice) + dtls(scene.bob)).as("handshake records").isEqualTo(handshake);
    }

    /** The first message of an agent that has a description. */
    private static SipMessage first(VirtualAgent agent) {
        return agent.sent().stream()
                .filter(message -> Wire.description(message).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("MSEC-19 DTLS-09 CONSENT-11 hold and resume by the caller are signed, the keys stay")
    void byTheCaller() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            holdAndResume(scene, scene.alice, scene.bob);
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.bob).verdict().trust())
                    .as("met in this call")
                    .isEqualTo(Trust.FIRST_USE);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("MSEC-19 DTLS-09 CONSENT-11 hold and resume by the callee are signed, the keys stay")
    void byTheCallee() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            holdAndResume(scene, scene.bob, scene.alice);
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("both may hold at a time: nothing flows until both have resumed")
    void bothHold() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.alice.hold(call);
            scene.world.pass(Duration.ofMillis(300));
            scene.bob.hold(call);
            scene.world.pass(Duration.ofMillis(300));
            assertThat(scene.rtpInASecond(scene.alice) + scene.rtpInASecond(scene.bob))
                    .isZero();
            scene.alice.resume(call);
            scene.world.pass(Duration.ofMillis(300));
            assertThat(scene.rtpInASecond(scene.alice)).isZero();
            assertThat(scene.rtpInASecond(scene.bob)).isPositive();
            scene.bob.resume(call);
            scene.world.pass(Duration.ofMillis(300));
            assertThat(scene.rtpInASecond(scene.alice)).isPositive();
            assertThat(scene.rtpInASecond(scene.bob)).isPositive();
        }
    }

    @Test
    @DisplayName(
            "both sides are told once when one holds the other and when it takes it back; a refused hold is not told")
    void told() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.alice.hold(call);
            scene.world.pass(Duration.ofMillis(500));
            scene.bob.hold(call);
            scene.world.pass(Duration.ofMillis(500));
            scene.alice.resume(call);
            scene.world.pass(Duration.ofMillis(500));
            scene.bob.resume(call);
            scene.world.pass(Duration.ofMillis(500));
            assertThat(held(scene.alice)).containsExactly("local on", "remote on", "local off", "remote off");
            assertThat(held(scene.bob)).containsExactly("remote on", "local on", "remote off", "local off");
            scene.world.meddle((message, _) -> Wire.is(message, "UPDATE")
                    ? List.of(Wire.edited(message, text -> text.replaceFirst("Identity: [^\r]*\r\n", "")))
                    : List.of(message));
            scene.alice.hold(call);
            scene.world.pass(Duration.ofMillis(500));
            assertThat(held(scene.alice)).hasSize(4);
            assertThat(held(scene.bob)).hasSize(4);
        }
    }

    private static List<String> held(VirtualAgent agent) {
        return agent.events(CallEvent.Held.class).stream()
                .map(it -> (it.local() ? "local " : "remote ") + (it.on() ? "on" : "off"))
                .toList();
    }

    @Test
    @DisplayName("MSEC-19 DIFF-15 an offer in mid-call without its signature is refused with 428 and changes nothing")
    void unsignedHold() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.world.meddle((message, _) -> Wire.is(message, "UPDATE")
                    ? List.of(Wire.edited(message, text -> text.replaceFirst("Identity: [^\r]*\r\n", "")))
                    : List.of(message));
            for (VirtualAgent holder : List.of(scene.alice, scene.bob)) {
                var held = holder == scene.alice ? scene.bob : scene.alice;
                assertThat(holder.hold(call)).isTrue();
                scene.world.pass(Duration.ofMillis(500));
                assertThat(scene.wire(held)).contains("428 UPDATE");
                assertThat(scene.rtpInASecond(held)).isGreaterThan(40);
                assertThat(scene.rtpInASecond(holder)).isGreaterThan(40);
            }
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("MSEC-20 a fingerprint swapped in the answer to a hold ends the call")
    void swappedInTheAnswer() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.world.meddle((message, towardsCallee) ->
                    org.sipbrandy.testkit.wire.WireEdit.SWAPPED_FINGERPRINT_ANSWER.pass(message, towardsCallee));
            scene.alice.hold(call);
            var end = scene.end(scene.alice);
            assertThat(end.verdict().reasons()).contains(Reason.FINGERPRINT_MISMATCH);
            long until = Scene.rtp(scene.alice);
            scene.nothingIsLeft();
            assertThat(Scene.rtp(scene.alice)).isEqualTo(until);
        }
    }

    @Test
    @DisplayName("another codec in mid-call, of the same clock rate and of another, by either side")
    void otherCodec() {
        var all = codecs(Encoding.PCMU, Encoding.PCMA, Encoding.OPUS);
        try (var scene = new Scene(all, all)) {
            String call = scene.establish();
            long handshake = dtls(scene.alice) + dtls(scene.bob);
            assertThat(lastPayloadType(scene.alice)).isZero();
            assertThat(scene.alice.speak(call, Encoding.PCMA, Encoding.PCMU)).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(lastPayloadType(scene.alice)).isEqualTo(8);
            assertThat(lastPayloadType(scene.bob)).isEqualTo(8);
            assertThat(scene.bob.speak(call, Encoding.OPUS)).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(lastPayloadType(scene.alice)).isEqualTo(111);
            assertThat(lastPayloadType(scene.bob)).isEqualTo(111);
            assertThat(dtls(scene.alice) + dtls(scene.bob)).isEqualTo(handshake);
            scene.alice.hangUp(call);
            var figures = scene.bob.events(CallEvent.Media.class).getLast().figures();
            assertThat(figures.authenticationFailures()).isZero();
            assertThat(figures.receivedPackets()).isGreaterThan(90);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName(
            "CONN-25 a codec that the far end does not have is refused at once with 488 and Warning; the old one goes on")
    void unknownCodec() {
        try (var scene = new Scene(codecs(Encoding.PCMU, Encoding.PCMA), codecs(Encoding.PCMU))) {
            String call = scene.establish();
            assertThat(scene.alice.speak(call, Encoding.PCMA)).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(last(scene.bob, "488 UPDATE").headers().warning()).isNotEmpty();
            assertThat(lastPayloadType(scene.alice)).isZero();
            assertThat(scene.rtpInASecond(scene.alice)).isGreaterThan(40);
            assertThat(scene.rtpInASecond(scene.bob)).isGreaterThan(40);
        }
    }

    /** Makes the caller's later UPDATEs re-INVITEs on the way, and their answers answers to an UPDATE again. */
    private static void asReInvite(Scene scene, boolean acknowledge) {
        scene.world.meddle((message, towardsCallee) -> {
            if (towardsCallee && Wire.is(message, "UPDATE")) {
                return List.of(Wire.edited(
                        message,
                        text -> text.replaceFirst("^UPDATE", "INVITE")
                                .replaceFirst("(CSeq: \\d+) UPDATE", "$1 INVITE")));
            }
            if (!towardsCallee
                    && message instanceof SipResponse response
                    && response.headers().cseq().method().equals(SipMethod.INVITE)
                    && response.headers().cseq().number() > 1) {
                if (response.isProvisional()) {
                    return List.of();
                }
                if (acknowledge) {
                    var bye = Wire.text(scene.alice.sent().getLast());
                    String head = bye.substring(0, bye.indexOf("\r\n\r\n") + 4);
                    scene.bob.arrived(
                            head.replaceFirst("^\\w+", "ACK")
                                    .replaceFirst("(CSeq: \\d+) \\w+", "$1 ACK")
                                    .replaceFirst("branch=z9hG4bK", "branch=z9hG4bKack")
                                    .replaceFirst("(?i)Content-Length: *\\d+", "Content-Length: 0")
                                    .replaceFirst("Content-Type: [^\r]*\r\n", "")
                                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                            scene.alice);
                }
                return List.of(Wire.edited(message, text -> text.replaceFirst("(CSeq: \\d+) INVITE", "$1 UPDATE")));
            }
            return List.of(message);
        });
    }

    @Test
    @DisplayName("MSEC-19 a signed re-INVITE is taken like an UPDATE")
    void reInvite() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            asReInvite(scene, true);
            assertThat(scene.alice.hold(call)).isTrue();
            scene.world.pass(Duration.ofSeconds(2));
            assertThat(scene.wire(scene.bob)).endsWith("200 INVITE").doesNotContain("200 UPDATE".repeat(2));
            assertThat(scene.rtpInASecond(scene.bob)).isZero();
            scene.world.meddle(Meddler.NONE);
            scene.world.pass(Duration.ofSeconds(40));
            assertThat(scene.bob.endpoint().calls()).isNotEmpty();
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("a re-INVITE whose ACK never comes ends the call with BYE after 32 seconds")
    void reInviteWithoutAck() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            asReInvite(scene, false);
            long begun = scene.world.now();
            assertThat(scene.alice.hold(call)).isTrue();
            var end = scene.end(scene.bob);
            assertThat(end.status()).isEqualTo(408);
            assertThat(Duration.ofNanos(end.at() - begun)).isBetween(Duration.ofSeconds(32), Duration.ofSeconds(33));
            assertThat(scene.wire(scene.bob)).contains("BYE");
        }
    }

    @Test
    @DisplayName("CONSENT-09 consent that is lost while on hold does not come back by resuming: nothing more is sent")
    void consentLostOnHold() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.alice.hold(call);
            scene.world.pass(Duration.ofSeconds(1));
            scene.world.meddleWithMedia((from, to, datagram) -> List.of());
            var end = scene.end(scene.bob);
            assertThat(end.verdict().reasons()).contains(Reason.CONSENT_EXPIRED);
            scene.world.meddleWithMedia(VirtualWorld.MediaMeddler.NONE);
            long until = Scene.rtp(scene.alice) + Scene.rtp(scene.bob);
            assertThat(scene.bob.resume(call)).isFalse();
            scene.world.pass(Duration.ofSeconds(5));
            assertThat(Scene.rtp(scene.bob)).isLessThanOrEqualTo(until);
            scene.nothingIsLeft();
        }
    }
}
