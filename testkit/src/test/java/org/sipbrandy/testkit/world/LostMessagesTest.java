package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.transport.Transport;

/** Messages that are lost, late or cross each other. */
class LostMessagesTest {
    private static Scene onUdp() {
        return new Scene(Transport.UDP, "sip:bob@example.com", UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** Drops so many messages of a kind. */
    private static Meddler dropping(String line, int count) {
        var left = new int[] {count};
        return (message, _) -> Wire.is(message, line) && left[0]-- > 0 ? List.of() : List.of(message);
    }

    private static long count(Scene scene, VirtualAgent agent, String line) {
        return scene.wire(agent).stream().filter(line::equals).count();
    }

    @Test
    @DisplayName("CONN-17 a 183 is repeated until its PRACK comes; a repeat gets no second PRACK of its own")
    void lost183() {
        try (var scene = onUdp()) {
            scene.world.meddle(dropping("183 INVITE", 2));
            scene.establish();
            assertThat(count(scene, scene.bob, "183 INVITE")).isEqualTo(3);
            assertThat(count(scene, scene.alice, "PRACK")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a lost PRACK is repeated, and the call comes about")
    void lostPrack() {
        try (var scene = onUdp()) {
            scene.world.meddle(dropping("PRACK", 2));
            scene.establish();
            assertThat(count(scene, scene.bob, "UPDATE")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("CONN-17 CONN-15 CONN-19 without a PRACK there is no UPDATE and no 200, but 504 after 32 s")
    void noPrack() {
        try (var scene = onUdp()) {
            scene.world.meddle(dropping("PRACK", Integer.MAX_VALUE));
            scene.alice.call();
            var end = scene.end(scene.bob);
            assertThat(end.status()).isEqualTo(504);
            assertThat(Duration.ofNanos(end.at())).isBetween(Duration.ofSeconds(31), Duration.ofSeconds(33));
            assertThat(scene.wire(scene.bob)).contains("504 INVITE").doesNotContain("UPDATE", "200 INVITE");
            // 0.5, 1, 2, 4, 8, 16 s apart
            assertThat(count(scene, scene.bob, "183 INVITE")).isBetween(6L, 7L);
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("CONN-19 accepted before the PRACK: the 200 waits for it and for the UPDATE")
    void acceptedEarly() {
        try (var scene = onUdp()) {
            scene.world.meddle(dropping("PRACK", 3));
            scene.alice.call();
            scene.world.pass(Duration.ofMillis(200));
            scene.bob.endpoint().accept(scene.bob.endpoint().calls().getFirst(), scene.world.now());
            assertThat(scene.established()).isTrue();
            assertThat(scene.wire(scene.bob)).containsSubsequence("200 PRACK", "UPDATE", "200 INVITE");
            assertThat(scene.wire(scene.bob)).doesNotContain("180 INVITE");
        }
    }

    @Test
    @DisplayName("SIP-04 a 2xx whose ACK is lost is repeated; without any ACK the call ends with BYE after 32 s")
    void lostAck() {
        try (var scene = onUdp()) {
            scene.world.meddle(dropping("ACK", 2));
            scene.establish();
            assertThat(count(scene, scene.bob, "200 INVITE")).isEqualTo(3);
            assertThat(count(scene, scene.alice, "ACK")).isEqualTo(3);
        }
        try (var scene = onUdp()) {
            scene.world.meddle(dropping("ACK", Integer.MAX_VALUE));
            scene.alice.call();
            var end = scene.end(scene.bob);
            assertThat(end.status()).isEqualTo(408);
            assertThat(scene.wire(scene.bob)).contains("BYE");
            assertThat(Scene.rtp(scene.bob))
                    .as("nothing is sent before the ACK")
                    .isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("a CANCEL that crosses the 200: the 200 is acknowledged and the call ended with BYE, in order")
    void cancelCrosses200() {
        try (var scene = new Scene()) {
            var hungUp = new boolean[1];
            String[] call = new String[1];
            scene.world.meddle((message, _) -> {
                if (Wire.is(message, "200 INVITE") && !hungUp[0]) {
                    hungUp[0] = true;
                    scene.world.at(scene.world.now() + 1_000_000, () -> scene.alice.hangUp(call[0]));
                }
                return List.of(message);
            });
            call[0] = scene.alice.call();
            scene.world.pass(Duration.ofSeconds(2));
            assertThat(scene.wire(scene.alice)).containsSubsequence("CANCEL", "ACK", "BYE");
            // Bob may have noticed that her media is gone, and then the two BYEs cross
            assertThat(scene.wire(scene.bob)).contains("200 CANCEL").containsAnyOf("200 BYE", "481 BYE");
            assertThat(scene.bob.endpoint().calls()).isEmpty();
            var numbers = scene.alice.sent().stream()
                    .filter(message -> Wire.is(message, "PRACK") || Wire.is(message, "BYE"))
                    .map(message -> message.headers().cseq().number())
                    .toList();
            assertThat(numbers).as("CSeq of PRACK and BYE").containsExactly(2L, 3L);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("a BYE of the caller's in the early dialog: 200, and 487 to the INVITE")
    void earlyBye() {
        try (var scene = new Scene()) {
            scene.bob.answering(false);
            scene.alice.call();
            scene.world.pass(Duration.ofSeconds(1));
            var prack = scene.alice.sent().stream()
                    .filter(message -> Wire.is(message, "PRACK"))
                    .findFirst()
                    .orElseThrow();
            scene.bob.arrived(
                    Wire.edited(
                                    prack,
                                    text -> text.replaceFirst("^PRACK", "BYE")
                                            .replaceFirst("CSeq: \\d+ PRACK", "CSeq: 9 BYE")
                                            .replaceFirst("branch=z9hG4bK", "branch=z9hG4bKbye"))
                            .encode(),
                    scene.alice);
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.wire(scene.bob)).containsSubsequence("200 BYE", "487 INVITE");
            assertThat(scene.bob.endpoint().calls()).isEmpty();
            assertThat(scene.alice.endpoint().calls()).isEmpty();
        }
    }

    @Test
    @DisplayName("CONN-35 an offer in PRACK is answered with nothing taken, and the INVITE refused with 488")
    void offerInPrack() {
        try (var scene = new Scene()) {
            scene.world.meddle((message, _) -> {
                if (!Wire.is(message, "PRACK")) {
                    return List.of(message);
                }
                var offer = Wire.description(scene.alice.sent().getFirst()).orElseThrow();
                String body = new String(offer.toBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
                return List.of(Wire.edited(
                        message,
                        text -> text.substring(0, text.indexOf("\r\n\r\n"))
                                + "\r\nContent-Type: application/sdp\r\n\r\n"
                                + body));
            });
            scene.alice.call();
            assertThat(scene.end(scene.alice).status()).isEqualTo(488);
            var answer = scene.bob.sent().stream()
                    .filter(message -> Wire.is(message, "200 PRACK"))
                    .findFirst()
                    .flatMap(Wire::description)
                    .orElseThrow();
            assertThat(answer.media()).allMatch(media -> media.isRejected());
            assertThat(scene.wire(scene.bob)).doesNotContain("UPDATE");
            assertThat(scene.end(scene.bob).verdict().reasons()).contains(Reason.MEDIA_NOT_PROTECTED);
        }
    }
}
