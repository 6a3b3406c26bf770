package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.passport.Passport;

/** Whatever is done to a signed request, the answer is a value, and never that of the request as it was not signed. */
class MutationTest {
    private static final String SPLICES = "abcXYZ019-_.;=<>\":@%,+/ \\\u0000\u00e9{}[]";

    @Test
    @DisplayName("STIR-VS-07, MSEC-07 seeded changes of the Identity header field never make it verify")
    void field() {
        long seed = 20_261_124;
        Random random = new Random(seed);
        Scene scene = new Scene().signed();
        String good = scene.identity.getFirst();
        String token = good.substring(0, good.indexOf(';'));
        for (int i = 0; i < 5_000; i++) {
            String changed = changed(good, random);
            scene.identity.set(0, changed);
            Verification verification = scene.verify();
            if (verification.verified().isPresent()) {
                VerifiedIdentity identity = verification.verified().get();
                // Changes of what is not signed, such as a parameter nobody knows, leave the token as it was.
                assertThat(identity.passport().full())
                        .as("seed %d, round %d: %s", seed, i, changed)
                        .isEqualTo(token);
            } else if (verification.refusal().isPresent()) {
                assertThat(verification.refusal().get().status()).isIn(403, 436, 437, 438);
            } else {
                // Only a ppt that nobody supports is as good as no Identity.
                assertThat(verification.fields().getFirst().result())
                        .isInstanceOf(FieldVerification.Result.Ignored.class);
            }
        }
    }

    @Test
    @DisplayName("STIR-VS-07, PASS-17 seeded changes of header, payload and signature bytes are all refused")
    void token() {
        long seed = 20_261_125;
        Random random = new Random(seed);
        Scene scene = new Scene().signed();
        IdentityHeader good = IdentityHeader.parse(scene.identity.getFirst());
        String[] parts = good.token().split("\\.", -1);
        for (int i = 0; i < 5_000; i++) {
            int which = random.nextInt(3);
            byte[] bytes = Base64.getUrlDecoder().decode(parts[which]);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            String[] changed = parts.clone();
            changed[which] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            String token = String.join(".", changed);
            scene.identity.set(
                    0, new IdentityHeader(token, good.info(), good.alg(), good.ppt(), good.others()).toString());
            Verification verification = scene.verify();
            assertThat(verification.refusal())
                    .as("seed %d, round %d: %s", seed, i, token)
                    .isPresent();
            assertThat(verification.refusal().get().status()).isIn(403, 436, 437, 438);
        }
    }

    @Test
    @DisplayName(
            "STIR-VS-13, STIR-VS-14 seeded changes of From, To, Date and fingerprints are refused or mean the same")
    void request() {
        long seed = 20_261_126;
        Random random = new Random(seed);
        Scene scene = new Scene().signed();
        for (int i = 0; i < 3_000; i++) {
            if (i % 100 == 0) {
                scene = new Scene().signed();
            }
            scene.from = Scene.ALICE;
            scene.to = Scene.BOB;
            scene.date = java.util.Optional.of(DateField.format(Scene.NOW));
            scene.fingerprints.set(0, Scene.FP);
            switch (random.nextInt(4)) {
                case 0 -> scene.from = changed(Scene.ALICE, random);
                case 1 -> scene.to = changed(Scene.BOB, random);
                case 2 -> scene.date = java.util.Optional.of(changed(scene.date.orElseThrow(), random));
                default -> scene.fingerprints.set(0, changed(Scene.FP, random));
            }
            Verification verification = scene.verify();
            List<String> described = List.copyOf(scene.fingerprints);
            verification.verified().ifPresent(identity -> {
                Passport passport = identity.passport();
                assertThat(identity.identity().value()).isEqualTo(Scene.ALICE);
                assertThat(passport.payload().destUri()).containsExactly(Scene.BOB);
                assertThat(org.sipbrandy.stir.passport.MediaKeys.ofFingerprints(described))
                        .isEqualTo(passport.payload().mky().orElseThrow());
            });
            assertThat(verification.verified().isPresent()
                            || verification.refusal().isPresent())
                    .as("seed %d, round %d", seed, i)
                    .isTrue();
        }
    }

    private static String changed(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder out = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
        for (int change = random.nextInt(3); change >= 0 && !out.isEmpty(); change--) {
            int at = random.nextInt(out.length());
            char c = SPLICES.charAt(random.nextInt(SPLICES.length()));
            switch (random.nextInt(4)) {
                case 0 -> out.setCharAt(at, c);
                case 1 -> out.insert(at, c);
                case 2 -> out.deleteCharAt(at);
                default -> out.setLength(at);
            }
        }
        return out.toString();
    }
}
