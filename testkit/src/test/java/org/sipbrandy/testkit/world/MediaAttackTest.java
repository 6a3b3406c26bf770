package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.audio.codec.Encoding;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.ice.PacketKind;

/** Attacks on the media path, where the attacker sees and makes datagrams (flows.md §7, last rows). */
class MediaAttackTest {
    private static Reason[] reasons(CallEvent.Ended end) {
        return end.verdict().reasons().toArray(Reason[]::new);
    }

    @Test
    @DisplayName("DTLS-05 a forged certificate on the media path gets bad_certificate, and the call is refused")
    void forgedCertificate() {
        try (var scene = new Scene();
                var mallory = new MediaMallory(scene.world)) {
            mallory.takesTheHandshakeOf(scene.bob, 0);
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(mallory.alert()).as("bad_certificate").hasValue(42);
            assertThat(end.verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(reasons(end)).contains(Reason.DTLS_CERTIFICATE_MISMATCH);
            assertThat(mallory.keyed()).as("Mallory got no keys").isFalse();
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName(
            "DTLS-36 of two streams each association is verified: a foreign certificate on the second ends the call")
    void foreignCertificateOnTheSecondStream() {
        var audio = StreamKind.audio(List.of(Encoding.PCMU));
        UnaryOperator<CallSettings> two = settings -> settings.withStreams(List.of(audio, audio));
        try (var scene = new Scene(two, two)) {
            scene.establish();
            assertThat(scene.alice.sockets()).hasSize(2);
        }
        try (var scene = new Scene(two, two);
                var mallory = new MediaMallory(scene.world)) {
            mallory.takesTheHandshakeOf(scene.bob, 1);
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(mallory.alert()).as("bad_certificate").hasValue(42);
            assertThat(reasons(end)).contains(Reason.DTLS_CERTIFICATE_MISMATCH);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName(
            "DTLS-04 DTLS-20 SRTP of the peer's own that comes before the verdict is not rendered, nor is any sent")
    void mediaBeforeTheVerdict() {
        var played = new AtomicLong();
        AudioSink sink = (frame, rate) -> played.addAndGet(Wire.loudness(frame));
        AudioSource noise = (frame, rate) -> {
            Arrays.fill(frame, (short) 1_000);
            return frame.length;
        };
        try (var scene = new Scene(
                settings -> settings.withPolicy(Policy.PREFER).withAudio(AudioSource.SILENCE, sink),
                settings -> settings.withPolicy(Policy.PREFER).withAudio(noise, AudioSink.NONE))) {
            // Bob, who cannot sign in time, talks under encryption; Alice waits for his signature still.
            scene.world.meddle((message, _) -> Wire.is(message, "INVITE")
                    ? List.of(Wire.edited(message, text -> text.replaceFirst("(Supported: [^\r]*)100rel, ?", "$1")))
                    : List.of(message));
            scene.alice.verifyingTakes(Duration.ofSeconds(3));
            String call = scene.alice.call();
            scene.world.pass(Duration.ofSeconds(2));
            assertThat(Scene.rtp(scene.bob))
                    .as("authentic packets on their way")
                    .isGreaterThan(50);
            assertThat(scene.alice.events(CallEvent.SecurityChanged.class)).isEmpty();
            assertThat(played.get()).isZero();
            assertThat(Scene.rtp(scene.alice)).isZero();
            scene.world.pass(Duration.ofSeconds(2));
            assertThat(scene.alice
                            .events(CallEvent.SecurityChanged.class)
                            .getLast()
                            .verdict()
                            .level())
                    .isEqualTo(Level.CONFIDENTIAL);
            assertThat(played.get()).as("the same, once he is verified").isPositive();
            scene.alice.hangUp(call);
        }
    }

    @Test
    @DisplayName("SRTP-05 replayed and forged SRTP in a call is counted and dropped")
    void replayAndForgery() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.world.meddleWithMedia((from, to, datagram) -> {
                if (!from.address().toString().equals("192.0.2.2") || PacketKind.of(datagram) != PacketKind.RTP) {
                    return List.of(datagram);
                }
                byte[] forged = datagram.clone();
                forged[forged.length - 1] ^= 1;
                return List.of(forged, datagram, datagram);
            });
            scene.world.pass(Duration.ofSeconds(2));
            scene.alice.hangUp(call);
            var figures = scene.alice.events(CallEvent.Media.class).getLast().figures();
            assertThat(figures.replays()).isGreaterThan(90);
            assertThat(figures.authenticationFailures()).isGreaterThan(90);
            assertThat(figures.receivedPackets())
                    .as("each once")
                    .isLessThanOrEqualTo(Scene.rtp(scene.bob))
                    .isGreaterThan(90);
        }
    }

    @Test
    @DisplayName("CONSENT-05 CONSENT-02 forged answers to consent checks do not keep a dead path alive")
    void forgedConsent() {
        try (var scene = new Scene()) {
            scene.establish();
            scene.world.pass(Duration.ofSeconds(7));
            long cut = scene.world.now();
            scene.world.meddleWithMedia((from, to, datagram) -> {
                if (PacketKind.of(datagram) != PacketKind.STUN) {
                    return List.of();
                }
                if (from.address().toString().equals("192.0.2.1") && datagram[0] == 0 && datagram[1] == 1) {
                    // a success response with the right transaction id, but without the password
                    scene.world.inject(scene.bob, scene.alice, Wire.forgedStunResponse(datagram));
                }
                return List.of();
            });
            var end = scene.end(scene.alice);
            assertThat(reasons(end)).contains(Reason.CONSENT_EXPIRED);
            long last = scene.alice.media().stream()
                    .filter(one -> one.kind() == PacketKind.RTP)
                    .mapToLong(VirtualAgent.Sent::at)
                    .max()
                    .orElseThrow();
            assertThat(Duration.ofNanos(last - cut)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    @DisplayName("CONSENT-07 DTLS-28 a close_notify of the peer ends sending at once; its BYE does not have to come")
    void consentRevoked() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.world.pass(Duration.ofSeconds(1));
            scene.world.meddle((message, _) -> Wire.is(message, "BYE") ? List.of() : List.of(message));
            scene.bob.hangUp(call);
            scene.world.pass(Duration.ofMillis(60));
            long until = Scene.rtp(scene.alice);
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(Scene.rtp(scene.alice)).isEqualTo(until);
            var end = scene.end(scene.alice);
            assertThat(end.by()).isEqualTo(CallEvent.EndedBy.REMOTE);
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("DTLS-38 DTLS-28 an epoch-0 ClientHello or alert in mid-call destroys nothing")
    void strayHandshake() {
        try (var scene = new Scene()) {
            scene.establish();
            byte[] hello = scene.bob.media().stream()
                    .filter(one -> one.kind() == PacketKind.DTLS)
                    .findFirst()
                    .orElseThrow()
                    .datagram();
            byte[] alert = {21, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40};
            scene.world.inject(scene.bob, scene.alice, hello);
            scene.world.inject(scene.bob, scene.alice, alert);
            scene.world.pass(Duration.ofSeconds(3));
            assertThat(scene.rtpInASecond(scene.alice)).isGreaterThan(40);
            assertThat(scene.rtpInASecond(scene.bob)).isGreaterThan(40);
        }
    }
}
