package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Offers that collide (RFC 3311 §5.2, §5.3). */
class GlareTest {
    private static List<Long> updates(VirtualWorld world, VirtualAgent agent, List<Long> times) {
        long count = agent.sent().stream()
                .filter(message -> Wire.is(message, "UPDATE"))
                .count();
        while (times.size() < count) {
            times.add(world.now());
        }
        return times;
    }

    @Test
    @DisplayName("CONN-22 CONN-23 two offers that cross are both refused with 491; each is tried once more in its time")
    void bothAtOnce() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.world.pass(Duration.ofSeconds(1));
            long begun = scene.world.now();
            var alice = new ArrayList<Long>();
            var bob = new ArrayList<Long>();
            updates(scene.world, scene.bob, bob); // the one of the ladder
            bob.clear();
            long ladder = scene.bob.sent().stream()
                    .filter(message -> Wire.is(message, "UPDATE"))
                    .count();
            assertThat(scene.alice.hold(call)).isTrue();
            assertThat(scene.bob.hold(call)).isTrue();
            assertThat(scene.alice.resume(call))
                    .as("while an offer is under way")
                    .isFalse();
            scene.world.run(begun + Duration.ofSeconds(10).toNanos(), () -> {
                updates(scene.world, scene.alice, alice);
                long count = scene.bob.sent().stream()
                                .filter(message -> Wire.is(message, "UPDATE"))
                                .count()
                        - ladder;
                while (bob.size() < count) {
                    bob.add(scene.world.now());
                }
                return false;
            });
            assertThat(scene.wire(scene.alice)).contains("491 UPDATE");
            assertThat(scene.wire(scene.bob)).contains("491 UPDATE");
            long refused = begun + 2 * Scene.ONE_WAY.toNanos();
            assertThat(alice).hasSize(2);
            assertThat(Duration.ofNanos(alice.getLast() - refused))
                    .as("the owner of the Call-ID")
                    .isBetween(Duration.ofMillis(2_100), Duration.ofMillis(4_000));
            assertThat(bob).hasSize(2);
            assertThat(Duration.ofNanos(bob.getLast() - refused))
                    .as("the other")
                    .isBetween(Duration.ZERO, Duration.ofMillis(2_000));
            assertThat(scene.rtpInASecond(scene.alice) + scene.rtpInASecond(scene.bob))
                    .as("both hold")
                    .isZero();
        }
    }

    @Test
    @DisplayName("CONN-36 the caller offers nothing anew before its INVITE is answered")
    void notBeforeTheAnswer() {
        try (var scene = new Scene()) {
            scene.bob.answering(false);
            String call = scene.alice.call();
            for (int i = 0; i < 20; i++) {
                assertThat(scene.alice.hold(call)).isFalse();
                scene.world.pass(Duration.ofMillis(50));
            }
            assertThat(scene.wire(scene.alice)).doesNotContain("UPDATE");
        }
    }

    @Test
    @DisplayName("CONN-21 an UPDATE while the one before is being verified gets 500 with Retry-After")
    void twoUpdatesAtOnce() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            scene.bob.verifyingTakes(Duration.ofSeconds(1));
            scene.world.meddle((message, _) -> Wire.is(message, "UPDATE")
                    ? List.of(
                            message,
                            Wire.edited(
                                    message,
                                    text -> text.replaceFirst("branch=z9hG4bK", "branch=z9hG4bKagain")
                                            .replaceFirst("CSeq: \\d+", "CSeq: 77")))
                    : List.of(message));
            scene.alice.hold(call);
            scene.world.pass(Duration.ofSeconds(2));
            var refusal = scene.bob.sent().stream()
                    .filter(message -> Wire.is(message, "500 UPDATE"))
                    .findFirst()
                    .orElseThrow();
            assertThat(refusal.headers().retryAfter().orElseThrow()).isBetween(0L, 10L);
            assertThat(scene.wire(scene.bob)).contains("200 UPDATE");
        }
    }

    @Test
    @DisplayName("CONN-24 a 481 to an offer ends the call; any other refusal leaves it as it is")
    void unknownDialog() {
        for (int status : List.of(488, 481)) {
            try (var scene = new Scene()) {
                String call = scene.establish();
                scene.world.meddle((message, _) -> Wire.is(message, "200 UPDATE")
                        ? List.of(Wire.edited(message, text -> text.replaceFirst("SIP/2.0 200", "SIP/2.0 " + status)))
                        : List.of(message));
                scene.alice.hold(call);
                scene.world.pass(Duration.ofSeconds(1));
                assertThat(scene.alice.endpoint().calls().isEmpty()).isEqualTo(status == 481);
                if (status == 481) {
                    assertThat(scene.wire(scene.alice)).endsWith("BYE");
                }
            }
        }
    }
}
