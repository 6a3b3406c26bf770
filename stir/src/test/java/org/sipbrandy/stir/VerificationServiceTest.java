package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.passport.MediaKeys;
import org.sipbrandy.stir.passport.PassportHeader;

/** What follows from Identity header fields taken together, and what does not match the request. */
class VerificationServiceTest {
    private static final String INVALID = "438 Invalid Identity Header / identity-invalid";

    private final Scene scene = new Scene();

    @Test
    @DisplayName("MSEC-02, STIR-VS-01, STIR-VS-16 what one end signs the other verifies, every step in order")
    void verified() {
        Verification verification = scene.signed().verify();
        assertThat(Scene.outcome(verification)).isEqualTo("msec");
        assertThat(verification.fields().getFirst().checks())
                .allMatch(check -> check.outcome() == Check.Outcome.PASSED)
                .extracting(Check::step)
                .containsExactlyInAnyOrder(Step.values());
        VerifiedIdentity identity = verification.verified().orElseThrow();
        assertThat(identity.identity()).isEqualTo(scene.alice.identity());
        assertThat(identity.certificate().pin()).isEqualTo(scene.alice.pin());
        assertThat(identity.mediaKeys()).contains(MediaKeys.ofFingerprints(scene.fingerprints));
        assertThat(identity.safetyNumber())
                .isEqualTo(org.sipbrandy.stir.trust.SafetyNumber.of(scene.alice.identity(), scene.alice.pin()));
        assertThat(scene.fetched).isEmpty();
    }

    @Test
    @DisplayName("STIR-VS-03 no Identity: 428 if policy asks for one, else nobody is identified")
    void missing() {
        assertThat(scene.outcome()).isEqualTo("unsigned");
        scene.policy = scene.policy.withRequireIdentity(true);
        assertThat(scene.outcome()).isEqualTo("428 Use Identity Header / identity-missing");
    }

    @Test
    @DisplayName("STIR-VS-02, STIR-VS-04, PASS-14 an unsupported ppt is ignored; alone it is like no Identity")
    void unsupportedPpt() {
        scene.identity.add("garbage;info=<https://x>;ppt=foo");
        assertThat(scene.outcome()).isEqualTo("unsigned");
        scene.policy = scene.policy.withRequireIdentity(true);
        assertThat(scene.outcome()).isEqualTo("428 Use Supported PASSporT Format / identity-missing");
        assertThat(scene.signed().outcome()).isEqualTo("msec");
        assertThat(scene.fetched).isEmpty();
    }

    @Test
    @DisplayName("STIR-VS-01 several fields, in any order: one that verifies is enough for baseline")
    void severalFields() {
        scene.signedBaseline();
        String good = scene.identity.removeFirst();
        String bad = good.replace(";info", "A;info");
        for (List<String> order : List.of(List.of(good, bad, bad), List.of(bad, good, bad), List.of(bad, bad, good))) {
            scene.identity.clear();
            scene.identity.addAll(order);
            Verification verification = scene.verify();
            assertThat(Scene.outcome(verification)).isEqualTo("baseline");
            assertThat(verification.fields()).hasSize(3);
        }
    }

    @Test
    @DisplayName("MSEC-08, MSEC-07 a broken msec is not outweighed by a baseline token that verifies, in either order")
    void brokenMsec() {
        scene.signedBaseline().signed();
        String baseline = scene.identity.get(0);
        String msec = scene.identity.get(1);
        String broken = flipped(msec);
        for (List<String> order : List.of(List.of(baseline, broken), List.of(broken, baseline))) {
            scene.identity.clear();
            scene.identity.addAll(order);
            assertThat(scene.outcome()).isEqualTo(INVALID);
        }
        scene.identity.clear();
        scene.identity.addAll(List.of(baseline, msec));
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("STIR-VS-07 one bit of the signature flipped: 438")
    void flippedSignature() {
        scene.signed();
        scene.identity.set(0, flipped(scene.identity.get(0)));
        Verification verification = scene.verify();
        assertThat(Scene.outcome(verification)).isEqualTo(INVALID);
        assertThat(verification.fields().getFirst().checks())
                .contains(new Check(Step.SIGNATURE, Check.Outcome.FAILED, "the signature is wrong"))
                .contains(new Check(Step.ORIG, Check.Outcome.NOT_REACHED, ""));
    }

    @Test
    @DisplayName("STIR-VS-13 a token of Alice under another From is not Alice's call")
    void pastedOrig() {
        scene.signed();
        scene.from = "sip:mallory@a.example";
        // The certificate does not name the new From, which is noticed first.
        assertThat(scene.outcome()).isEqualTo("437 Unsupported Credential / credential-unsupported");
    }

    @Test
    @DisplayName(
            "STIR-VS-13, PASS-21 orig that differs from From is refused though certificate and signature are right")
    void otherOrig() {
        var payload = org.sipbrandy.stir.passport.PassportPayload.of(
                org.sipbrandy.stir.identity.CanonicalIdentity.of("sip:carol@a.example"),
                org.sipbrandy.stir.identity.CanonicalIdentity.of(Scene.BOB),
                Scene.NOW.getEpochSecond(),
                Optional.of(MediaKeys.ofFingerprints(scene.fingerprints)));
        Verification verification =
                scene.signedBy(scene.alice, scene.header(), payload).verify();
        assertThat(Scene.outcome(verification)).isEqualTo(INVALID);
        assertThat(verification.fields().getFirst().checks())
                .anyMatch(check -> check.step() == Step.ORIG && check.outcome() == Check.Outcome.FAILED);
    }

    @Test
    @DisplayName("STIR-VS-14, PASS-21 another To is refused")
    void otherDest() {
        scene.signed();
        scene.to = "sip:carol@b.example";
        assertThat(scene.outcome()).isEqualTo(INVALID);
    }

    @Test
    @DisplayName("STIR-VS-14, CANON-04, CANON-05 From and To are compared in canonical form")
    void canonical() {
        scene.signed();
        scene.from = "SIP:%61lice@A.EXAMPLE:5061;transport=tls";
        scene.to = "sip:BOB@b.example;x";
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("STIR-VS-14, MSEC-07 another fingerprint, one more, or one less: 438")
    void otherFingerprint() {
        scene.fingerprints.add(Scene.FP2);
        scene.signed();
        String mismatch = "438 Invalid Identity Header / fingerprint-mismatch";
        for (List<String> described : List.of(
                List.of(Scene.FP),
                List.of(Scene.FP2),
                List.of(Scene.FP, Scene.FP2, Scene.FP.replace("4A:AD", "4A:AE")),
                List.of(Scene.FP, Scene.FP2.replace("02:1A", "02:1B")),
                List.of(Scene.FP, Scene.FP2, "sha-256 broken"))) {
            scene.fingerprints = new java.util.ArrayList<>(described);
            assertThat(scene.outcome()).as("%s", described).isEqualTo(mismatch);
        }
    }

    @Test
    @DisplayName("PASS-12 fingerprints are a set: order, case and repetition do not matter")
    void fingerprintSet() {
        scene.fingerprints.add(Scene.FP2);
        scene.signed();
        scene.fingerprints =
                new java.util.ArrayList<>(List.of(Scene.FP2.toLowerCase(Locale.ROOT), Scene.FP, Scene.FP2));
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("PASS-13 fingerprints signed but taken from the description: 438")
    void strippedFingerprint() {
        scene.signed();
        scene.fingerprints.clear();
        assertThat(scene.outcome()).isEqualTo("438 Invalid Identity Header / fingerprint-missing");
    }

    @Test
    @DisplayName("STIR-VS-07, MSEC-05, PASS-13 msec without mky: 438, whether the INVITE has fingerprints or not")
    void missingMky() {
        var payload = org.sipbrandy.stir.passport.PassportPayload.of(
                scene.alice.identity(),
                org.sipbrandy.stir.identity.CanonicalIdentity.of(Scene.BOB),
                Scene.NOW.getEpochSecond(),
                Optional.empty());
        scene.signedBy(scene.alice, scene.header(), payload);
        String refused = "438 Invalid PASSporT / fingerprint-missing";
        assertThat(scene.outcome()).isEqualTo(refused);
        scene.fingerprints.clear();
        assertThat(scene.outcome()).isEqualTo(refused);
    }

    @Test
    @DisplayName("STIR-VS-19, STIR-AS-08 x5u other than info: 438, and nothing is fetched")
    void otherInfo() {
        scene.signed();
        scene.identity.set(0, scene.identity.get(0).replace("info=<cid:", "info=<https:"));
        assertThat(scene.outcome()).isEqualTo(INVALID);
        assertThat(scene.fetched).isEmpty();
    }

    @Test
    @DisplayName("STIR-VS-20, PASS-01, MSEC-02 typ, alg and ppt that are not as they must be: 438")
    void headerMembers() {
        var payload = ((Signing.Signed) scene.sign(SigningOptions.msec(scene.name.url())))
                .passport()
                .payload();
        Optional<String> msec = Optional.of("msec");
        for (PassportHeader header : List.of(
                new PassportHeader("none", msec, "passport", scene.name.url()),
                new PassportHeader("HS256", msec, "passport", scene.name.url()),
                new PassportHeader("RS256", msec, "passport", scene.name.url()),
                new PassportHeader("es256", msec, "passport", scene.name.url()),
                new PassportHeader("ES256", msec, "JWT", scene.name.url()))) {
            scene.identity.clear();
            scene.signedBy(scene.alice, header, payload);
            assertThat(scene.outcome()).as("%s", header).isEqualTo(INVALID);
        }
        scene.identity.clear();
        String good = scene.signed().identity.getFirst();
        for (String changed : List.of(
                good.replace(";ppt=msec", ""),
                good.replace(";alg=ES256", ";alg=ES384"),
                good.replace(";alg=ES256", ";alg=none"))) {
            scene.identity.set(0, changed);
            assertThat(scene.outcome()).as(changed).isEqualTo(INVALID);
        }
        scene.identity.clear();
        String baseline = scene.signedBaseline().identity.getFirst();
        scene.identity.set(0, baseline + ";ppt=msec");
        assertThat(scene.outcome()).isEqualTo(INVALID);
    }

    @Test
    @DisplayName("STIR-VS-29 alg left out, ppt quoted, parameters unknown: still good")
    void tolerated() {
        String good = scene.signed().identity.getFirst();
        scene.identity.set(0, good.replace(";alg=ES256;ppt=msec", ";canon=x;ppt=\"msec\""));
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("STIR-VS-21 compact form: header and payload are rebuilt from the request")
    void compact() {
        for (SigningOptions options :
                List.of(SigningOptions.msec(scene.name.url()), SigningOptions.baseline(scene.name.url()))) {
            IdentityHeader full = ((Signing.Signed) scene.sign(options)).identity();
            String compact = ".." + full.token().substring(full.token().lastIndexOf('.') + 1);
            scene.identity.clear();
            scene.identity.add(new IdentityHeader(compact, full.info(), full.alg(), full.ppt(), List.of()).toString());
            assertThat(scene.outcome()).isEqualTo(options.ppt().orElse("baseline"));
        }
        scene.fingerprints.add(Scene.FP2);
        assertThat(scene.outcome()).isEqualTo(INVALID);
    }

    @Test
    @DisplayName("MSEC-03, PASS-18 a payload that says msec without ppt is msec; other claims are let be")
    void msecClaim() {
        var own = ((Signing.Signed) scene.sign(SigningOptions.baseline(scene.name.url())))
                .passport()
                .payload();
        for (String claim : List.of("msec", "attest")) {
            var payload = new org.sipbrandy.stir.passport.PassportPayload(
                    own.destTn(),
                    own.destUri(),
                    own.iat(),
                    own.mky(),
                    own.orig(),
                    java.util.Map.of(claim, org.sipbrandy.stir.passport.Json.Literal.TRUE));
            scene.identity.clear();
            scene.signedBy(scene.alice, PassportHeader.of(scene.name.url(), Optional.empty()), payload);
            assertThat(scene.outcome()).isEqualTo(claim.equals("msec") ? "msec" : "baseline");
        }
    }

    @Test
    @DisplayName("CANON-09, STIR-VS-14 a called telephone number matches however To writes it")
    void calledNumber() {
        scene.to = "tel:+1-215-555-1213";
        scene.signed();
        for (String to : List.of("sip:+12155551213@b.example;user=phone", "sip:12155551213@c.example")) {
            scene.to = to;
            assertThat(scene.outcome()).as(to).isEqualTo("msec");
        }
        scene.to = "tel:+12155551214";
        assertThat(scene.outcome()).isEqualTo(INVALID);
    }

    private static String flipped(String field) {
        int last = field.indexOf(";info") - 10;
        char changed = field.charAt(last) == 'A' ? 'B' : 'A';
        return field.substring(0, last) + changed + field.substring(last + 1);
    }
}
