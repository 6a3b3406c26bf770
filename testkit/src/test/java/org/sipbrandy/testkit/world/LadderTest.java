package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings.UpdateTiming;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipResponse;

/** The ladder of flows.md §1.2 between two endpoints, on a network that loses nothing. */
class LadderTest {
    private static final Duration ONE_WAY = Scene.ONE_WAY;

    @Test
    @DisplayName("MSEC-01 MSEC-09 CONN-02 CONN-06 CONN-27 both climb the ladder, message by message")
    void ladder() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            String call = scene.alice.call();
            assertThat(scene.established()).isTrue();
            scene.world.pass(Duration.ofSeconds(2));
            scene.alice.hangUp(call);
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.wire(scene.alice)).containsExactly("INVITE", "PRACK", "200 UPDATE", "ACK", "BYE");
            assertThat(scene.wire(scene.bob))
                    .containsExactly("183 INVITE", "200 PRACK", "UPDATE", "180 INVITE", "200 INVITE", "200 BYE");
            for (VirtualAgent agent : List.of(scene.alice, scene.bob)) {
                var end = agent.events(CallEvent.Ended.class).getFirst();
                assertThat(end.verdict().level()).isEqualTo(Level.CONFIDENTIAL);
                assertThat(end.verdict().trust()).isEqualTo(Trust.FIRST_USE);
                assertThat(Scene.rtp(agent)).isGreaterThan(90);
                assertThat(agent.endpoint().calls()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("SDP-01 the 200 to the INVITE and the ACK carry no description once the 183 did")
    void descriptionsOnlyWhereTheyBelong() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            scene.alice.call();
            assertThat(scene.established()).isTrue();
            for (SipMessage message : scene.bob.sent()) {
                if (message instanceof SipResponse response
                        && response.status() == 200
                        && response.headers().cseq().method().name().equals("INVITE")) {
                    assertThat(response.body().isEmpty()).isTrue();
                }
            }
            assertThat(scene.alice.sent().getLast().body().isEmpty()).isTrue();
        }
    }

    @Test
    @DisplayName("keys are bound at the caller within 3.5 round trips of its INVITE")
    void keysBoundInTime() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            scene.alice.call();
            assertThat(scene.established()).isTrue();
            var bound = scene.alice.events(CallEvent.StepReached.class).stream()
                    .filter(step -> step.step() == Step.KEYS_BOUND)
                    .findFirst()
                    .orElseThrow();
            double roundTrips = (double) bound.elapsedNanos() / (2 * ONE_WAY.toNanos());
            System.out.printf("INVITE to keys-bound at the caller: %.2f round trips at 100 ms%n", roundTrips);
            assertThat(roundTrips).isLessThanOrEqualTo(3.5);
        }
    }

    @Test
    @DisplayName("CONN-28 with on-accept the UPDATE waits for the user and still comes before the 200")
    void onAccept() {
        try (var scene = new Scene(UnaryOperator.identity(), settings -> settings.withUpdate(UpdateTiming.ON_ACCEPT))) {
            scene.alice.call();
            assertThat(scene.established()).isTrue();
            assertThat(scene.wire(scene.bob))
                    .containsExactly("183 INVITE", "200 PRACK", "180 INVITE", "UPDATE", "200 INVITE");
        }
    }

    @Test
    @DisplayName("CONN-28 with on-accept nobody learns who is there before the user accepts")
    void onAcceptRevealsNothing() {
        try (var scene = new Scene(UnaryOperator.identity(), settings -> settings.withUpdate(UpdateTiming.ON_ACCEPT))) {
            scene.bob.answering(false);
            String call = scene.alice.call();
            scene.world.pass(Duration.ofSeconds(5));
            assertThat(scene.wire(scene.bob)).containsExactly("183 INVITE", "200 PRACK", "180 INVITE");
            scene.alice.hangUp(call);
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.wire(scene.bob)).contains("487 INVITE").doesNotContain("UPDATE");
            assertThat(scene.bob.endpoint().calls()).isEmpty();
        }
    }

    @Test
    @DisplayName("CRED-07 the second call finds a known key")
    void knownTheSecondTime() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            String first = scene.alice.call();
            assertThat(scene.established()).isTrue();
            scene.alice.hangUp(first);
            scene.world.pass(Duration.ofSeconds(40));
            String second = scene.alice.call();
            scene.world.pass(Duration.ofSeconds(3));
            scene.bob.hangUp(scene.bob.endpoint().calls().getFirst());
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(second).isNotEqualTo(first);
            for (VirtualAgent agent : List.of(scene.alice, scene.bob)) {
                assertThat(scene.end(agent).verdict().trust()).isEqualTo(Trust.KNOWN);
                assertThat(scene.end(agent).verdict().level()).isEqualTo(Level.CONFIDENTIAL);
            }
        }
    }

    @Test
    @DisplayName("MSEC-10 MSEC-24 AUTHZ-08 a callee without the profile: require ends the call before any media")
    void legacyCalleeUnderRequire() {
        try (var scene = new Scene(UnaryOperator.identity(), Scene.policy(Policy.OFF))) {
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(end.verdict().reasons()).contains(Reason.PEER_NOT_CAPABLE);
            assertThat(Scene.rtp(scene.alice)).isZero();
            assertThat(Scene.rtp(scene.bob)).isZero();
        }
    }

    @Test
    @DisplayName("MSEC-11 a callee without the profile: prefer goes on as encrypted and says so")
    void legacyCalleeUnderPrefer() {
        try (var scene = new Scene(Scene.policy(Policy.PREFER), Scene.policy(Policy.OFF))) {
            String call = scene.alice.call();
            assertThat(scene.established()).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            scene.alice.hangUp(call);
            var end = scene.end(scene.alice);
            assertThat(end.verdict().level()).isEqualTo(Level.ENCRYPTED);
            assertThat(end.verdict().reasons()).contains(Reason.ANSWER_NOT_SIGNED);
            assertThat(Scene.rtp(scene.alice)).isPositive();
        }
    }

    @Test
    @DisplayName("STIR-VS-03 an unsigned INVITE is refused with 428 under require")
    void unsignedCaller() {
        try (var scene = new Scene(Scene.policy(Policy.OFF), UnaryOperator.identity())) {
            scene.alice.call();
            assertThat(scene.end(scene.alice).status()).isEqualTo(428);
            assertThat(scene.end(scene.bob).verdict().reasons()).contains(Reason.IDENTITY_MISSING);
        }
    }

    @Test
    @DisplayName("MSEC-11 an unsigned INVITE is taken as encrypted under prefer")
    void unsignedCallerUnderPrefer() {
        try (var scene = new Scene(Scene.policy(Policy.OFF), Scene.policy(Policy.PREFER))) {
            String call = scene.alice.call();
            assertThat(scene.established()).isTrue();
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.ENCRYPTED);
        }
    }

    @Test
    @DisplayName("CRED-08 STIR-VS-27 require-verified refuses a key of first use, valid as its signature is")
    void requireVerified() {
        try (var scene = new Scene(Scene.policy(Policy.REQUIRE_VERIFIED), UnaryOperator.identity())) {
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.verdict().level()).isEqualTo(Level.REFUSED);
            assertThat(end.verdict().reasons()).contains(Reason.NOT_VERIFIED);
            assertThat(Scene.rtp(scene.alice) + Scene.rtp(scene.bob)).isZero();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(scene.bob.endpoint().calls()).isEmpty();
        }
    }

    @Test
    @DisplayName("CONSENT-02 a link that is cut: the last media packet leaves within 30 s of the last answer")
    void cutLink() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            scene.alice.call();
            assertThat(scene.established()).isTrue();
            scene.world.pass(Duration.ofSeconds(7));
            long cut = scene.world.now();
            scene.world.meddleWithMedia((from, to, datagram) -> List.of());
            var end = scene.end(scene.alice);
            assertThat(end.verdict().reasons()).contains(Reason.CONSENT_EXPIRED);
            long last = scene.alice.media().stream()
                    .filter(one -> one.kind() == PacketKind.RTP || one.kind() == PacketKind.RTCP)
                    .mapToLong(VirtualAgent.Sent::at)
                    .max()
                    .orElseThrow();
            assertThat(Duration.ofNanos(last - cut)).isLessThanOrEqualTo(Duration.ofSeconds(30));
            assertThat(scene.end(scene.bob)).isNotNull();
        }
    }

    @Test
    @DisplayName("no path: the call ends as ice-failed within ten seconds")
    void noPath() {
        try (var scene = new Scene(UnaryOperator.identity(), UnaryOperator.identity())) {
            scene.world.meddleWithMedia((from, to, datagram) -> List.of());
            scene.alice.call();
            var end = scene.end(scene.alice);
            assertThat(end.verdict().reasons()).contains(Reason.ICE_FAILED);
            assertThat(Duration.ofNanos(end.at())).isLessThanOrEqualTo(Duration.ofSeconds(11));
            scene.world.pass(Duration.ofSeconds(40));
            assertThat(scene.alice.endpoint().calls()).isEmpty();
            assertThat(scene.bob.endpoint().calls()).isEmpty();
        }
    }
}
