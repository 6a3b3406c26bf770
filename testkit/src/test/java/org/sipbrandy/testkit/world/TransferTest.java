package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.testkit.wire.WireEdit;

/** Somebody else takes over at one end of a call that stands (RFC 4916 §4.3). */
class TransferTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final String BOB = "sip:bob@example.com";
    private static final String CAROL = "sip:carol@example.com";

    private static Credential credential(String aor) {
        return Credential.selfSigned(
                aor, new SecureRandom(), VirtualWorld.BEGINNING.minus(Duration.ofDays(1)), Duration.ofDays(365));
    }

    /** Gives an agent Carol's key, too. */
    private static void withCarol(VirtualAgent agent, String own) {
        agent.signWith(CredentialStore.of(credential(own), credential(CAROL)), CertificatePlace.IN_REQUEST);
    }

    private static Verdict verdict(VirtualAgent agent) {
        return agent.events(CallEvent.SecurityChanged.class).getLast().verdict();
    }

    private static SipMessage last(VirtualAgent agent, String line) {
        return agent.sent().stream()
                .filter(message -> Wire.is(message, line))
                .toList()
                .getLast();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("CONN-12 CONN-07 CONN-08 either end tells in a signed UPDATE who speaks now; both keep to it")
    void takesOver(boolean atTheCallee) {
        try (var scene = new Scene()) {
            withCarol(scene.alice, ALICE);
            withCarol(scene.bob, BOB);
            String call = scene.establish();
            var changing = atTheCallee ? scene.bob : scene.alice;
            var other = atTheCallee ? scene.alice : scene.bob;
            assertThat(changing.speakAs(call, CAROL)).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            var update = last(changing, "UPDATE");
            assertThat(update.headers().from().uri()).hasToString(CAROL);
            assertThat(Wire.payload(update)).contains("\"orig\":{\"uri\":\"" + CAROL + "\"}");
            assertThat(last(other, "200 UPDATE").headers().cseq())
                    .isEqualTo(update.headers().cseq());
            assertThat(verdict(other).peer().orElseThrow().name()).isEqualTo(CAROL);
            assertThat(verdict(other).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(verdict(changing).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(scene.rtpInASecond(changing)).isPositive();
            other.hangUp(call);
            var bye = last(other, "BYE");
            assertThat(bye.headers().to().uri()).hasToString(CAROL);
            scene.nothingIsLeft();
        }
    }

    @Test
    @DisplayName("CONN-12 CONN-24 refused, because somebody changed it: who spoke before speaks on, under the old From")
    void refused() {
        try (var scene = new Scene()) {
            withCarol(scene.bob, BOB);
            String call = scene.establish();
            scene.world.meddle(WireEdit.SWAPPED_FINGERPRINT_UPDATE);
            assertThat(scene.bob.speakAs(call, CAROL)).isTrue();
            scene.world.pass(Duration.ofSeconds(3));
            scene.world.meddle(Meddler.NONE);
            assertThat(verdict(scene.alice).peer().orElseThrow().name()).isEqualTo(BOB);
            assertThat(verdict(scene.alice).level()).isEqualTo(Level.CONFIDENTIAL);
            assertThat(scene.bob.hold(call)).isTrue();
            scene.world.pass(Duration.ofSeconds(1));
            assertThat(last(scene.bob, "UPDATE").headers().from().uri()).hasToString(BOB);
            scene.bob.hangUp(call);
            assertThat(last(scene.bob, "BYE").headers().from().uri()).hasToString(BOB);
        }
    }

    @Test
    @DisplayName("CONN-12 an identity without a credential is not spoken for: nothing is sent, the call goes on")
    void withoutCredential() {
        try (var scene = new Scene()) {
            String call = scene.establish();
            int before = scene.bob.sent().size();
            scene.bob.speakAs(call, CAROL);
            scene.world.pass(Duration.ofMillis(300));
            assertThat(scene.bob.sent()).hasSize(before);
            scene.bob.hangUp(call);
            assertThat(last(scene.bob, "BYE").headers().from().uri()).hasToString(BOB);
        }
    }

    @Test
    @DisplayName("CONN-12 MSEC-26 whoever expects somebody by name takes nobody else in the middle of the call")
    void expected() {
        try (var scene = new Scene(settings -> settings.withExpectIdentity(BOB), settings -> settings)) {
            withCarol(scene.bob, BOB);
            String call = scene.establish();
            assertThat(scene.bob.speakAs(call, CAROL)).isTrue();
            scene.world.pass(Duration.ofSeconds(3));
            assertThat(scene.wire(scene.alice)).contains("403 UPDATE");
            assertThat(verdict(scene.alice).peer().orElseThrow().name()).isEqualTo(BOB);
            scene.bob.hangUp(call);
        }
    }

    @Test
    @DisplayName("CONN-12 a peer that does not sign is not shown another From")
    void plainPeer() {
        try (var scene = new Scene(Scene.policy(Policy.OFF), Scene.policy(Policy.PREFER))) {
            withCarol(scene.bob, BOB);
            String call = scene.establish();
            assertThat(scene.bob.speakAs(call, CAROL)).isFalse();
            scene.bob.hangUp(call);
        }
    }
}
