package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.passport.MediaKeys;
import org.sipbrandy.stir.passport.PassportPayload;

class FreshnessAndReplayTest {
    private static final String STALE = "403 Stale Date / identity-stale";

    private final Scene scene = new Scene();

    @Test
    @DisplayName("STIR-VS-08, STIR-VS-09, STIR-VS-10 sixty seconds either way: beyond, 403 Stale Date")
    void window() {
        scene.signed();
        for (int later : List.of(-60, -59, 0, 59, 60)) {
            assertThat(Scene.outcome(scene.verifyAt(Scene.NOW.plusSeconds(later))))
                    .as("%d", later)
                    .isEqualTo("msec");
        }
        for (int later : List.of(-120, -61, 61, 86_400)) {
            assertThat(Scene.outcome(scene.verifyAt(Scene.NOW.plusSeconds(later))))
                    .as("%d", later)
                    .isEqualTo(STALE);
        }
    }

    @Test
    @DisplayName("STIR-VS-08 no Date, or one that cannot be read, is not fresh")
    void noDate() {
        scene.signed();
        for (Optional<String> date : List.of(Optional.<String>empty(), Optional.of("today"))) {
            scene.date = date;
            assertThat(scene.outcome()).isEqualTo(STALE);
        }
        scene.identity.set(0, scene.identity.get(0).replaceFirst("^[^;]*\\.", ".."));
        assertThat(scene.outcome()).isEqualTo(STALE);
    }

    @Test
    @DisplayName("STIR-VS-12 Date rewritten on the way: iat counts if it is fresh itself")
    void rewrittenDate() {
        scene.signed();
        scene.date = Optional.of(DateField.format(Scene.NOW.plusSeconds(20)));
        assertThat(scene.outcome()).isEqualTo("msec");
        scene.date = Optional.of(DateField.format(Scene.NOW.plusSeconds(70)));
        assertThat(Scene.outcome(scene.verifyAt(Scene.NOW.plusSeconds(65)))).isEqualTo(STALE);
        assertThat(Scene.outcome(scene.verifyAt(Scene.NOW))).isEqualTo(STALE);
    }

    @Test
    @DisplayName("STIR-VS-08 an iat beyond all time is stale, not an error")
    void absurdIat() {
        PassportPayload payload = PassportPayload.of(
                scene.alice.identity(),
                CanonicalIdentity.of(Scene.BOB),
                999_999_999_999_999_999L,
                Optional.of(MediaKeys.ofFingerprints(scene.fingerprints)));
        assertThat(scene.signedBy(scene.alice, scene.header(), payload).outcome())
                .isEqualTo(STALE);
    }

    @Test
    @DisplayName("STIR-VS-11 a certificate that is not valid at Date: 437")
    void expired() {
        Credential expired =
                Credential.selfSigned(Scene.ALICE, Scene.RANDOM, Scene.NOW.minusSeconds(100), Duration.ofSeconds(90));
        Credential early =
                Credential.selfSigned(Scene.ALICE, Scene.RANDOM, Scene.NOW.plusSeconds(10), Duration.ofDays(1));
        PassportPayload payload = ((Signing.Signed) scene.sign(SigningOptions.msec(scene.name.url())))
                .passport()
                .payload();
        for (Credential credential : List.of(expired, early)) {
            scene.identity.clear();
            scene.parts.set(0, BodyPart.certificate(credential, scene.name));
            assertThat(scene.signedBy(credential, scene.header(), payload).outcome())
                    .isEqualTo("437 Unsupported Credential / credential-unsupported");
        }
    }

    @Test
    @DisplayName("STIR-VS-23, PASS-21 the same token in another call: 438, replayed")
    void replay() {
        assertThat(scene.signed().outcome()).isEqualTo("msec");
        scene.callId = "another";
        assertThat(scene.outcome()).isEqualTo("438 Invalid Identity Header / replayed");
    }

    @Test
    @DisplayName("STIR-VS-24, STIR-VS-25 a retransmission, a proxy's repair and our own repair in the same second pass")
    void noReplay() {
        assertThat(scene.signed().outcome()).isEqualTo("msec");
        assertThat(scene.outcome()).isEqualTo("msec");
        scene.cseq = 2;
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("STIR-VS-24 a token that fails another check is not remembered, so nobody can spoil it for its owner")
    void notPoisoned() {
        scene.signed();
        scene.callId = "attacker";
        scene.to = "sip:carol@b.example";
        assertThat(scene.outcome()).startsWith("438");
        scene.callId = "call";
        scene.to = Scene.BOB;
        assertThat(scene.outcome()).isEqualTo("msec");
    }
}
