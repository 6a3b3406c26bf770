package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.testkit.wire.WireEdit;

/** A signed request that is refused is signed once more (flows.md §3). */
class RepairTest {
    /** Spoils the first so many of those messages. */
    private static Meddler spoil(WireEdit edit, String line, int count) {
        var left = new int[] {count};
        return (message, towards) ->
                Wire.is(message, line) && left[0]-- > 0 ? edit.pass(message, towards) : List.of(message);
    }

    private static List<SipMessage> sent(VirtualAgent agent, String line) {
        return agent.sent().stream().filter(message -> Wire.is(message, line)).toList();
    }

    private static void signedAnew(SipMessage first, SipMessage second) {
        assertThat(second.headers().cseq().number())
                .isEqualTo(first.headers().cseq().number() + 1);
        assertThat(second.headers().callId()).isEqualTo(first.headers().callId());
        assertThat(second.headers().from().tag())
                .isEqualTo(first.headers().from().tag());
        assertThat(second.headers().to().tag()).isEqualTo(first.headers().to().tag());
        assertThat(second.headers().date().orElseThrow())
                .isAfter(first.headers().date().orElseThrow());
        assertThat(second.headers().identity())
                .hasSize(1)
                .isNotEqualTo(first.headers().identity());
        assertThat(Wire.payload(second)).isNotEqualTo(Wire.payload(first));
        assertThat(Wire.description(second)).isEqualTo(Wire.description(first));
    }

    private static Level level(VirtualAgent agent) {
        return agent.events(CallEvent.SecurityChanged.class).getLast().verdict().level();
    }

    @Test
    @DisplayName("STIR-AS-15 STIR-AS-18 an INVITE refused with 438 is signed once more, as a new transaction")
    void invite438() {
        try (var scene = new Scene()) {
            scene.world.meddle(spoil(WireEdit.SWAPPED_FINGERPRINT, "INVITE", 1));
            String call = scene.establish();
            assertThat(scene.wire(scene.bob)).containsSubsequence("438 INVITE", "183 INVITE", "UPDATE", "200 INVITE");
            var invites = sent(scene.alice, "INVITE");
            assertThat(invites).hasSize(2);
            signedAnew(invites.getFirst(), invites.getLast());
            assertThat(invites.getLast().headers().to().tag()).isEmpty();
            assertThat(sent(scene.alice, "ACK"))
                    .extracting(ack -> ack.headers().cseq().number())
                    .containsExactly(1L, 2L);
            assertThat(level(scene.alice)).isEqualTo(Level.CONFIDENTIAL);
            scene.alice.hangUp(call);
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("STIR-AS-17 STIR-AS-18 an INVITE refused with 403 \"Stale Date\" is sent once more with a fresh Date")
    void staleDate() {
        try (var scene = new Scene()) {
            scene.world.meddle(spoil(WireEdit.STALE_DATE, "INVITE", 1));
            scene.establish();
            assertThat(scene.wire(scene.bob)).containsSubsequence("403 INVITE", "183 INVITE");
            var invites = sent(scene.alice, "INVITE");
            assertThat(invites).hasSize(2);
            signedAnew(invites.getFirst(), invites.getLast());
            assertThat(level(scene.bob)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName("STIR-AS-15 a second refusal ends it: two INVITEs, never three, and the reason is told")
    void onceOnly() {
        try (var scene = new Scene()) {
            scene.world.meddle(spoil(WireEdit.SWAPPED_FINGERPRINT, "INVITE", 9));
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.status()).isEqualTo(438);
            assertThat(end.verdict().reasons()).contains(Reason.FINGERPRINT_MISMATCH);
            assertThat(sent(scene.alice, "INVITE")).hasSize(2);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("STIR-AS-17 428 to an INVITE that was signed already is not repaired where msec is mandatory")
    void nothingToAdd() {
        try (var scene = new Scene()) {
            scene.world.meddle(spoil(WireEdit.STRIPPED_IDENTITY, "INVITE", 9));
            scene.alice.call();
            assertThat(scene.end(scene.alice).verdict().reasons()).contains(Reason.IDENTITY_MISSING);
            assertThat(sent(scene.alice, "INVITE")).hasSize(1);
        }
    }

    @Test
    @DisplayName("STIR-AS-18 a call that is given up between refusal and repair sends no second INVITE")
    void givenUp() {
        try (var scene = new Scene()) {
            scene.world.meddle(spoil(WireEdit.SWAPPED_FINGERPRINT, "INVITE", 1));
            String call = scene.alice.call();
            scene.world.pass(Duration.ofMillis(300));
            assertThat(scene.wire(scene.bob)).contains("438 INVITE");
            scene.alice.hangUp(call);
            scene.nothingIsLeft();
            assertThat(sent(scene.alice, "INVITE")).hasSize(1);
        }
    }

    @Test
    @DisplayName("CONN-13 an UPDATE refused with 438 is signed once more in the dialog; no media before it verifies")
    void update438() {
        try (var scene = new Scene()) {
            scene.world.meddle(spoil(WireEdit.SWAPPED_FINGERPRINT_UPDATE, "UPDATE", 1));
            scene.alice.call();
            var rtpBefore = new long[1];
            scene.world.run(Duration.ofSeconds(30).toNanos(), () -> {
                if (sent(scene.alice, "200 UPDATE").isEmpty()) {
                    rtpBefore[0] = Scene.rtp(scene.alice) + Scene.rtp(scene.bob);
                }
                return !scene.alice.events(CallEvent.Established.class).isEmpty();
            });
            assertThat(rtpBefore[0]).as("media before the repair").isZero();
            assertThat(scene.wire(scene.alice)).containsSubsequence("438 UPDATE", "200 UPDATE", "ACK");
            var updates = sent(scene.bob, "UPDATE");
            assertThat(updates).hasSize(2);
            signedAnew(updates.getFirst(), updates.getLast());
            assertThat(level(scene.alice)).isEqualTo(Level.CONFIDENTIAL);
        }
    }

    @Test
    @DisplayName(
            "CONN-13 CONN-14 a repaired UPDATE refused again: the callee fails the INVITE, and the first reason stays")
    void updateTwice() {
        try (var scene = new Scene()) {
            scene.world.meddle(spoil(WireEdit.SWAPPED_FINGERPRINT_UPDATE, "UPDATE", 9));
            scene.alice.call();
            var end = scene.end(scene.alice);
            scene.end(scene.bob);
            assertThat(sent(scene.bob, "UPDATE")).hasSize(2);
            assertThat(sent(scene.alice, "438 UPDATE")).hasSize(2);
            assertThat(end.verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(end.verdict().reasons()).contains(Reason.FINGERPRINT_MISMATCH);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("CONN-13 CONN-31 a repair that does not come within 4 s ends the call for what was wrong")
    void repairMissing() {
        try (var scene = new Scene()) {
            var seen = new int[1];
            scene.world.meddle((message, towards) -> {
                if (!Wire.is(message, "UPDATE")) {
                    return List.of(message);
                }
                return ++seen[0] == 1 ? WireEdit.SWAPPED_FINGERPRINT_UPDATE.pass(message, towards) : List.of();
            });
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.verdict().reasons()).contains(Reason.FINGERPRINT_MISMATCH);
            assertThat(Duration.ofNanos(end.at())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.nothingIsLeft();
        }
    }
}
