package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Transport;

/** Who signed, and what of it is shown. */
class SignerTest {
    /** Carol answers what Alice dialled to Bob: somebody on the way retargets, as proxies may. */
    private static Scene retargeted(UnaryOperator<CallSettings> caller) {
        var scene = new Scene(Transport.TCP, "sip:carol@example.com", caller, UnaryOperator.identity());
        scene.world.meddle((message, _) -> message instanceof SipRequest request
                        && !request.headers().to().tag().isPresent()
                ? List.of(Wire.edited(message, text -> text.replaceFirst("^(\\w+) sip:bob@", "$1 sip:carol@")))
                : List.of(message));
        return scene;
    }

    @Test
    @DisplayName("MSEC-26 CONN-05 what is shown is who signed the UPDATE, not who was dialled")
    void shown() {
        try (var scene = retargeted(UnaryOperator.identity())) {
            String call = scene.alice.call("sip:bob@example.com");
            assertThat(scene.established()).isTrue();
            var verdict = scene.alice
                    .events(CallEvent.SecurityChanged.class)
                    .getLast()
                    .verdict();
            assertThat(verdict.level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict.peer().orElseThrow().name()).isEqualTo("sip:carol@example.com");
            var update = scene.bob.sent().stream()
                    .filter(message -> Wire.is(message, "UPDATE"))
                    .findFirst()
                    .orElseThrow();
            assertThat(update.headers().from().uri().toString()).isEqualTo("sip:carol@example.com");
            assertThat(Wire.payload(update))
                    .contains("\"orig\":{\"uri\":\"sip:carol@example.com\"}")
                    .contains("\"dest\":{\"uri\":[\"sip:alice@example.com\"]}");
            scene.alice.hangUp(call);
        }
    }

    @Test
    @DisplayName("MSEC-26 where somebody is expected, nobody else may sign")
    void expected() {
        try (var scene = retargeted(settings -> settings.withExpectIdentity("sip:bob@example.com"))) {
            scene.alice.call("sip:bob@example.com");
            var end = scene.end(scene.alice);
            assertThat(scene.wire(scene.alice)).contains("403 UPDATE");
            assertThat(end.verdict().reasons()).contains(Reason.IDENTITY_UNEXPECTED);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("MSEC-26 a callee that expects somebody refuses another caller's signature with 403")
    void expectedCaller() {
        try (var scene =
                new Scene(UnaryOperator.identity(), settings -> settings.withExpectIdentity("sip:dave@example.com"))) {
            scene.alice.call();
            assertThat(scene.end(scene.alice).status()).isEqualTo(403);
            assertThat(scene.end(scene.bob).verdict().reasons()).contains(Reason.IDENTITY_UNEXPECTED);
        }
    }

    @Test
    @DisplayName("MSEC-04 DIFF-02 every description names the fingerprint of the key in use; it is signed as mky")
    void everyDescription() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.alice.hold(call);
            scene.world.pass(Duration.ofSeconds(1));
            scene.bob.hold(call);
            scene.world.pass(Duration.ofSeconds(1));
            for (VirtualAgent agent : List.of(scene.alice, scene.bob)) {
                var other = agent == scene.alice ? scene.bob : scene.alice;
                var shown =
                        other.events(CallEvent.SecurityChanged.class).getLast().verdict();
                assertThat(shown.level()).as("DTLS showed the signed key").isEqualTo(Level.CONFIDENTIAL);
                var fingerprints = new HashSet<String>();
                int descriptions = 0;
                for (SipMessage message : agent.sent()) {
                    var description = Wire.description(message);
                    if (description.isPresent()) {
                        descriptions++;
                        for (var media : description.get().media()) {
                            assertThat(description.get().fingerprints(media)).hasSize(1);
                            fingerprints.add(description
                                    .get()
                                    .fingerprints(media)
                                    .getFirst()
                                    .value());
                        }
                    }
                    if (!message.headers().identity().isEmpty()) {
                        assertThat(Wire.payload(message)).contains("\"mky\":[").doesNotContain("mkey");
                    }
                }
                assertThat(descriptions).isGreaterThanOrEqualTo(3);
                assertThat(fingerprints).as("one key for the whole call").hasSize(1);
            }
        }
    }

    @Test
    @DisplayName(
            "CONN-01 CONN-03 DTLS-15 DIFF-03 from-change is offered both ways, the callee signs itself and is active")
    void headersOfTheLadder() {
        try (var scene = new Scene()) {
            scene.establish();
            assertThat(scene.wire(scene.bob)).containsSubsequence("200 PRACK", "UPDATE", "200 INVITE");
            assertThat(scene.alice.sent().getFirst().headers().supported()).contains("from-change");
            for (SipMessage message : scene.bob.sent()) {
                if (message instanceof SipResponse response
                        && response.headers().cseq().method().equals(SipMethod.INVITE)
                        && response.status() > 100) {
                    assertThat(response.headers().supported()).contains("from-change");
                }
                if (Wire.is(message, "183 INVITE")) {
                    assertThat(Wire.text(message)).contains("a=setup:active");
                }
                if (Wire.is(message, "UPDATE")) {
                    assertThat(message.headers().identity())
                            .as("on the first hop")
                            .hasSize(1);
                }
            }
        }
    }

    @Test
    @DisplayName(
            "CONN-10 CONN-31 without 100rel the callee signs after the 2xx: encrypted under prefer, then confidential")
    void lateSignature() {
        try (var scene = new Scene(Scene.policy(Policy.PREFER), Scene.policy(Policy.PREFER))) {
            scene.world.meddle((message, _) -> Wire.is(message, "INVITE")
                    ? List.of(Wire.edited(message, text -> text.replaceFirst("(Supported: [^\r]*)100rel, ?", "$1")))
                    : List.of(message));
            scene.alice.verifyingTakes(Duration.ofSeconds(6)); // longer than she waits for it
            String call = scene.alice.call();
            assertThat(scene.established()).isTrue();
            scene.world.pass(Duration.ofSeconds(8));
            assertThat(scene.wire(scene.bob)).containsSubsequence("180 INVITE", "200 INVITE", "UPDATE");
            for (VirtualAgent agent : List.of(scene.alice, scene.bob)) {
                assertThat(agent.events(CallEvent.Established.class).getFirst().level())
                        .isEqualTo(Level.ENCRYPTED);
                assertThat(agent.events(CallEvent.SecurityChanged.class)
                                .getLast()
                                .verdict()
                                .level())
                        .isEqualTo(Level.CONFIDENTIAL);
            }
            scene.alice.hangUp(call);
        }
    }

    @Test
    @DisplayName("CONN-31 the caller waits 4 s after the 2xx for the signed UPDATE, then ends the call")
    void waitsForTheSignature() {
        try (var scene = new Scene(UnaryOperator.identity(), Scene.policy(Policy.PREFER))) {
            scene.world.meddle((message, _) -> switch (Wire.line(message)) {
                case "INVITE" ->
                    List.of(Wire.edited(
                            message,
                            text -> text.replaceFirst("(Supported: [^\r]*)100rel, ?", "$1")
                                    .replaceFirst("Require: 100rel\r\n", "")));
                case "UPDATE" -> List.of();
                default -> List.of(message);
            });
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.verdict().reasons()).contains(Reason.ANSWER_NOT_SIGNED);
            // INVITE there, 200 back: 100 ms
            assertThat(Duration.ofNanos(end.at())).isBetween(Duration.ofMillis(4_100), Duration.ofMillis(4_200));
            assertThat(Scene.rtp(scene.alice)).isZero();
            assertThat(scene.wire(scene.alice)).contains("ACK", "BYE");
        }
    }
}
