package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.ice.PacketKind;

/** What goes over the media path, and when. */
class PathTest {
    private static long first(VirtualAgent agent, Predicate<VirtualAgent.Sent> which) {
        return agent.media().stream()
                .filter(which)
                .mapToLong(VirtualAgent.Sent::at)
                .min()
                .orElseThrow();
    }

    private static boolean dtls(VirtualAgent.Sent one) {
        return one.kind() == PacketKind.DTLS;
    }

    private static boolean stunSuccess(VirtualAgent.Sent one) {
        return one.kind() == PacketKind.STUN && one.datagram()[0] == 1 && one.datagram()[1] == 1;
    }

    @Test
    @DisplayName("DTLS-07 the active side starts the handshake, and only once a check has succeeded; the passive waits")
    void whoStarts() {
        try (var scene = new Scene()) {
            scene.establish();
            long hello = first(scene.bob, PathTest::dtls);
            long succeeded = first(scene.alice, PathTest::stunSuccess) + Scene.ONE_WAY.toNanos();
            assertThat(hello).isGreaterThanOrEqualTo(succeeded);
            assertThat(first(scene.alice, PathTest::dtls)).isGreaterThanOrEqualTo(hello + Scene.ONE_WAY.toNanos());
        }
    }

    @Test
    @DisplayName("DTLS-26 with rtcp-mux one association keys RTP and RTCP, over one pair of addresses")
    void oneAssociation() {
        try (var scene = new Scene()) {
            var pairs = new HashSet<String>();
            scene.world.meddleWithMedia((from, to, datagram) -> {
                pairs.add(PacketKind.of(datagram) + " " + from + " " + to);
                return List.of(datagram);
            });
            String call = scene.establish();
            scene.world.pass(Duration.ofSeconds(10));
            for (PacketKind kind : List.of(PacketKind.DTLS, PacketKind.RTP, PacketKind.RTCP)) {
                assertThat(pairs.stream().filter(pair -> pair.startsWith(kind + " ")))
                        .as(kind + ", there and back")
                        .hasSize(2);
            }
            scene.alice.hangUp(call);
        }
    }

    @Test
    @DisplayName("AUTHZ-09 before the user accepts there is only a 180, and no device is used")
    void noDeviceBeforeConsent() {
        var used = new AtomicLong();
        AudioSource source = (frame, rate) -> {
            used.incrementAndGet();
            return 0;
        };
        AudioSink sink = (frame, rate) -> used.incrementAndGet();
        UnaryOperator<CallSettings> settings = it -> it.withAudio(source, sink);
        try (var scene = new Scene(settings, settings)) {
            scene.bob.answering(false);
            String call = scene.alice.call();
            scene.world.pass(Duration.ofSeconds(20));
            assertThat(scene.wire(scene.bob)).contains("180 INVITE").doesNotContain("200 INVITE");
            assertThat(used.get()).isZero();
            scene.bob.endpoint().accept(scene.bob.endpoint().calls().getFirst(), scene.world.now());
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(used.get()).isPositive();
            scene.alice.hangUp(call);
        }
    }

    @Test
    @DisplayName("AUTHZ-04 encryption without a verified identity is never shown as confidential, nor with a trust")
    void neverShownAlike() {
        for (Policy callee : List.of(Policy.OFF, Policy.PREFER)) {
            try (var scene =
                    new Scene(Scene.policy(callee == Policy.OFF ? Policy.PREFER : Policy.OFF), Scene.policy(callee))) {
                String call = scene.establish();
                scene.world.pass(Duration.ofSeconds(8));
                scene.alice.hangUp(call);
                for (VirtualAgent agent : List.of(scene.alice, scene.bob)) {
                    assertThat(agent.events(CallEvent.SecurityChanged.class))
                            .noneMatch(event -> event.verdict().level() == Level.CONFIDENTIAL);
                    var verdict = scene.end(agent).verdict();
                    assertThat(verdict.level()).isEqualTo(Level.ENCRYPTED);
                    assertThat(verdict.trust()).isEqualTo(Trust.NONE);
                }
            }
        }
    }

    @Test
    @DisplayName("an unsigned call may be held too: nothing of its keys changes, and it stays what it is")
    void holdWithoutIdentity() {
        try (var scene = new Scene(Scene.policy(Policy.OFF), Scene.policy(Policy.OFF))) {
            String call = scene.establish();
            assertThat(scene.bob.hold(call)).isTrue();
            scene.world.pass(Duration.ofMillis(300));
            assertThat(scene.wire(scene.alice)).contains("200 UPDATE");
            assertThat(scene.rtpInASecond(scene.alice)).isZero();
            scene.bob.resume(call);
            scene.world.pass(Duration.ofMillis(300));
            assertThat(scene.rtpInASecond(scene.alice)).isPositive();
            scene.alice.hangUp(call);
            assertThat(scene.end(scene.bob).verdict().level()).isEqualTo(Level.ENCRYPTED);
        }
    }
}
