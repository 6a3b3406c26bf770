package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.testkit.wire.WireEdit;

/** Every way out of a call wipes its keys, closes its sockets and stops its timers. */
class WaysOutTest {
    /** How a call ends, and whether it had keys before. */
    enum WayOut {
        CALLER_HANGS_UP(true, (scene, call) -> scene.alice.hangUp(call)),
        CALLEE_HANGS_UP(true, (scene, call) -> scene.bob.hangUp(call)),
        BYE_IS_LOST(true, (scene, call) -> {
            scene.world.meddle((message, _) -> Wire.is(message, "BYE") ? List.of() : List.of(message));
            scene.alice.hangUp(call);
        }),
        PATH_IS_CUT(true, (scene, _) -> scene.world.meddleWithMedia((from, to, datagram) -> List.of())),
        FAR_END_FORGOT(true, (scene, call) -> {
            scene.world.meddle((message, _) -> Wire.is(message, "200 UPDATE")
                    ? List.of(Wire.edited(message, text -> text.replaceFirst("SIP/2.0 200", "SIP/2.0 481")))
                    : List.of(message));
            scene.alice.hold(call);
        }),
        ANSWER_TAMPERED_WITH(true, (scene, call) -> {
            scene.world.meddle(WireEdit.SWAPPED_FINGERPRINT_ANSWER);
            scene.alice.hold(call);
        }),
        HELD(true, (scene, call) -> {
            scene.alice.hold(call);
            scene.world.pass(Duration.ofSeconds(1));
            scene.alice.hangUp(call);
        });

        private final boolean keyed;
        private final BiConsumer<Scene, String> end;

        WayOut(boolean keyed, BiConsumer<Scene, String> end) {
            this.keyed = keyed;
            this.end = end;
        }
    }

    private enum Choice {
        CANCEL,
        DECLINE
    }

    private static void watch(Scene scene, Secrets secrets, Duration time) {
        long until = scene.world.now() + time.toNanos();
        while (scene.world.now() < until) {
            secrets.lookInto(scene.alice.endpoint());
            secrets.lookInto(scene.bob.endpoint());
            scene.world.pass(Duration.ofMillis(20));
        }
    }

    private static void wiped(Scene scene, Secrets secrets) throws ReflectiveOperationException {
        scene.nothingIsLeft();
        secrets.allAreWiped();
        assertThat(scene.world.openSockets()).as("sockets").isZero();
        for (VirtualAgent agent : List.of(scene.alice, scene.bob)) {
            assertThat(agent.events(CallEvent.Ended.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(WayOut.class)
    @DisplayName("the end of a call that stood wipes its keys, closes its sockets and stops its timers")
    void established(WayOut way) throws ReflectiveOperationException {
        try (var scene = new Scene()) {
            var secrets = new Secrets();
            String call = scene.alice.call();
            watch(scene, secrets, Duration.ofMillis(800));
            assertThat(scene.established()).isTrue();
            way.end.accept(scene, call);
            watch(scene, secrets, Duration.ofMillis(200));
            assertThat(secrets.sessionKeys() > 0).isEqualTo(way.keyed);
            wiped(scene, secrets);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WireEdit.class,
            names = {"SWAPPED_FINGERPRINT_183", "SWAPPED_FINGERPRINT_UPDATE", "UNSIGNED_UPDATE", "STRIPPED_UPDATE"})
    @DisplayName("a call that an attacker spoils leaves no key, socket or timer behind")
    void spoilt(WireEdit edit) throws ReflectiveOperationException {
        try (var scene = new Scene()) {
            var secrets = new Secrets();
            scene.world.meddle(edit);
            scene.alice.call();
            watch(scene, secrets, Duration.ofMillis(800));
            wiped(scene, secrets);
        }
    }

    @Test
    @DisplayName("a call that is cancelled or declined while it rings leaves no key, socket or timer behind")
    void whileItRings() throws ReflectiveOperationException {
        for (Choice choice : Choice.values()) {
            try (var scene = new Scene()) {
                var secrets = new Secrets();
                scene.bob.answering(false);
                String call = scene.alice.call();
                watch(scene, secrets, Duration.ofMillis(800)); // both ends are keyed by then
                assertThat(secrets.sessionKeys()).isPositive();
                switch (choice) {
                    case CANCEL -> scene.alice.hangUp(call);
                    case DECLINE -> scene.bob.endpoint().reject(call, 603, scene.world.now());
                }
                wiped(scene, secrets);
            }
        }
    }

    @Test
    @DisplayName("audio of the application's that throws ends its call, and nothing else")
    void callbackCrashes() throws ReflectiveOperationException {
        AudioSource broken = (frame, rate) -> {
            throw new IllegalStateException("no microphone");
        };
        AudioSink deaf = (frame, rate) -> {
            throw new IllegalStateException("no loudspeaker");
        };
        for (UnaryOperator<CallSettings> fault : List.<UnaryOperator<CallSettings>>of(
                settings -> settings.withAudio(broken, AudioSink.NONE),
                settings -> settings.withAudio(AudioSource.SILENCE, deaf))) {
            try (var scene = new Scene(fault, UnaryOperator.identity())) {
                var secrets = new Secrets();
                scene.alice.call();
                watch(scene, secrets, Duration.ofMillis(800));
                var end = scene.end(scene.alice);
                assertThat(end.reason()).contains("the application failed");
                assertThat(end.verdict().level()).isEqualTo(Level.CONFIDENTIAL);
                assertThat(scene.wire(scene.alice)).contains("BYE");
                wiped(scene, secrets);
            }
        }
    }
}
