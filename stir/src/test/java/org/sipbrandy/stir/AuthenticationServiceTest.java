package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.credential.SigningKey;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.passport.KnownAnswers;
import org.sipbrandy.stir.passport.Passport;
import org.sipbrandy.stir.passport.PassportHeader;

class AuthenticationServiceTest {
    private final Scene scene = new Scene();

    private Signing.Signed signed() {
        return (Signing.Signed) scene.sign(SigningOptions.msec(scene.name.url()));
    }

    private Signing.Reason refused(SigningOptions options) {
        return ((Signing.Refused) scene.sign(options)).reason();
    }

    private Signing.Reason refused() {
        return refused(SigningOptions.msec(scene.name.url()));
    }

    @Test
    @DisplayName("PASS-20, STIR-AS-10 the service signs the INVITE vector, iat being the value of Date")
    void vector() {
        java.time.Instant then = java.time.Instant.ofEpochSecond(KnownAnswers.IAT);
        Credential alice = Credential.selfSigned(
                "sip:alice@atlanta.example.com",
                SigningKey.fromPem(KnownAnswers.KEY_A1),
                Scene.RANDOM,
                then,
                Duration.ofDays(1));
        scene.from = "sip:Alice@Atlanta.example.com:5060;transport=tcp";
        scene.to = "sip:bob@biloxi.example.org";
        scene.date = Optional.of(KnownAnswers.DATE);
        scene.fingerprints = new ArrayList<>(KnownAnswers.FINGERPRINTS);
        Signing signing = new AuthenticationService(CredentialStore.of(alice))
                .sign(scene.request(), SigningOptions.msec(KnownAnswers.X5U), then.plusSeconds(30));
        assertThat(((Signing.Signed) signing).identity().token()).isEqualTo(KnownAnswers.CALL_TOKEN);
    }

    @Test
    @DisplayName(
            "MSEC-25 fingerprints are signed and no other keying attribute: the claims are those of RFC 8225 alone")
    void claims() {
        String token = signed().identity().token();
        String payload = new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(payload)
                .matches("\\{\"dest\":\\{[^}]*},\"iat\":\\d+,\"mky\":\\[\\{\"alg\":\"sha-256\",\"dig\":\"[^\"]*\"}],"
                        + "\"orig\":\\{[^}]*}}");
    }

    @Test
    @DisplayName("STIR-AS-01 nobody signs for another")
    void authority() {
        for (String other : List.of("sip:bob@a.example", "sips:alice@a.example", "sip:alice@b.example", "tel:+1215")) {
            scene.from = other;
            assertThat(refused()).as(other).isEqualTo(Signing.Reason.NOT_AUTHORITATIVE);
        }
    }

    @Test
    @DisplayName("STIR-AS-01 a store that answers with another's credential does not change that")
    void wrongStore() {
        scene.from = "sip:mallory@a.example";
        CredentialStore confused = identity -> List.of(scene.alice);
        assertThat(new AuthenticationService(confused)
                        .sign(scene.request(), SigningOptions.msec(scene.name.url()), Scene.NOW))
                .isInstanceOfSatisfying(
                        Signing.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Signing.Reason.NOT_AUTHORITATIVE));
    }

    @Test
    @DisplayName("STIR-AS-04 a locked key does not sign")
    void locked() {
        scene.alice.key().wipe();
        assertThat(refused()).isEqualTo(Signing.Reason.LOCKED);
    }

    @Test
    @DisplayName("STIR-AS-05 Date is added if absent")
    void dateAdded() {
        scene.date = Optional.empty();
        Signing.Signed signed = signed();
        assertThat(signed.date()).isEqualTo("Tue, 24 Nov 2026 12:00:00 GMT");
        assertThat(signed.passport().payload().iat()).isEqualTo(Scene.NOW.getEpochSecond());
    }

    @Test
    @DisplayName("STIR-AS-06 a Date more than a minute off, or unreadable, is not signed")
    void dateFresh() {
        for (int off : List.of(-60, 60)) {
            scene.date = Optional.of(DateField.format(Scene.NOW.plusSeconds(off)));
            assertThat(signed().passport().payload().iat()).isEqualTo(Scene.NOW.getEpochSecond() + off);
        }
        for (int off : List.of(-61, 61, -120)) {
            scene.date = Optional.of(DateField.format(Scene.NOW.plusSeconds(off)));
            assertThat(refused()).as("%d", off).isEqualTo(Signing.Reason.DATE_NOT_FRESH);
        }
        scene.date = Optional.of("yesterday");
        assertThat(refused()).isEqualTo(Signing.Reason.DATE_NOT_FRESH);
    }

    @Test
    @DisplayName("STIR-AS-07 Date and now are within the certificate's validity, or nothing is signed")
    void validity() {
        CredentialStore expired = CredentialStore.of(
                Credential.selfSigned(
                        Scene.ALICE, Scene.RANDOM, Scene.NOW.minusSeconds(86_400), Duration.ofSeconds(86_390)),
                Credential.selfSigned(Scene.ALICE, Scene.RANDOM, Scene.NOW.plusSeconds(5), Duration.ofDays(1)),
                Credential.selfSigned(Scene.ALICE, Scene.RANDOM, Scene.NOW.minusSeconds(20), Duration.ofSeconds(60)));
        scene.date = Optional.of(DateField.format(Scene.NOW.minusSeconds(30)));
        assertThat(new AuthenticationService(expired)
                        .sign(scene.request(), SigningOptions.msec(scene.name.url()), Scene.NOW))
                .isInstanceOfSatisfying(
                        Signing.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Signing.Reason.CREDENTIAL_NOT_VALID));
        scene.date = Optional.of(DateField.format(Scene.NOW));
        assertThat(new AuthenticationService(expired)
                        .sign(scene.request(), SigningOptions.msec(scene.name.url()), Scene.NOW))
                .isInstanceOf(Signing.Signed.class);
    }

    @Test
    @DisplayName(
            "STIR-AS-02, STIR-AS-08, STIR-AS-09, STIR-AS-13, STIR-AS-14, PASS-01 header and payload mirror the request")
    void mirrors() {
        scene.from = "sip:Alice@A.example:5061;transport=tls";
        scene.to = "sip:Bob@B.example;user=ip";
        scene.fingerprints = new ArrayList<>(List.of(Scene.FP, Scene.FP2, Scene.FP));
        Signing.Signed signed = signed();
        assertThat(signed.identity().token()).doesNotStartWith("..");
        Passport passport = Passport.parse(signed.identity().token());
        assertThat(passport.header())
                .isEqualTo(new PassportHeader("ES256", Optional.of("msec"), "passport", scene.name.url()));
        assertThat(signed.identity().info()).isEqualTo(scene.name.url());
        assertThat(signed.identity().ppt()).isEqualTo(Optional.of("msec"));
        assertThat(passport.payload().orig().value()).isEqualTo(Scene.ALICE);
        assertThat(passport.payload().destUri()).containsExactly(Scene.BOB);
        assertThat(passport.payload().mky().orElseThrow().keys()).hasSize(2);
    }

    @Test
    @DisplayName("STIR-AS-09 mky only if there are fingerprints; a baseline token has no ppt")
    void baseline() {
        scene.fingerprints.clear();
        Signing.Signed signed = (Signing.Signed) scene.sign(SigningOptions.baseline(scene.name.url()));
        assertThat(signed.passport().payload().mky()).isEmpty();
        assertThat(signed.passport().header().ppt()).isEmpty();
        assertThat(signed.identity().ppt()).isEmpty();
    }

    @Test
    @DisplayName("MSEC-21 msec without a fingerprint is not signed")
    void nothingToProtect() {
        scene.fingerprints.clear();
        assertThat(refused()).isEqualTo(Signing.Reason.NO_FINGERPRINT);
    }

    @Test
    @DisplayName("STIR-AS-11 an info URI that verifiers refuse, or that cannot be written, is not signed")
    void info() {
        assertThat(refused(SigningOptions.msec("http://a.example/cert"))).isEqualTo(Signing.Reason.INFO_NOT_USABLE);
        assertThat(refused(SigningOptions.msec("data:x"))).isEqualTo(Signing.Reason.INFO_NOT_USABLE);
        assertThatThrownBy(() -> SigningOptions.msec("cid:a@b>\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SigningOptions("cid:a@b", Optional.of("a;b"), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("STIR-AS-16 whatever place is known, a certificate that could not be fetched stays in the request")
    void keptInRequest() {
        var service = new AuthenticationService(
                CredentialStore.of(scene.alice), NumberPolicy.STANDARD, _ -> Optional.of("https://a.example/cert"));
        var options = SigningOptions.msec(scene.name.url());
        assertThat(((Signing.Signed) service.sign(scene.request(), options, Scene.NOW))
                        .identity()
                        .info())
                .isEqualTo("https://a.example/cert");
        assertThat(((Signing.Signed) service.sign(scene.request(), options.keptInRequest(), Scene.NOW))
                        .passport()
                        .header()
                        .x5u())
                .isEqualTo(scene.name.url());
    }

    @Test
    @DisplayName("STIR-AS-17 a key that was refused does not sign again; another one does, or none")
    void notByThatKey() {
        var other = Credential.selfSigned(
                Scene.ALICE, Scene.RANDOM, Scene.NOW.minus(Duration.ofDays(1)), Duration.ofDays(2));
        var options = SigningOptions.msec(scene.name.url()).notBy(scene.alice.pin());
        assertThat(refused(options)).isEqualTo(Signing.Reason.NO_OTHER_CREDENTIAL);
        var two = new AuthenticationService(CredentialStore.of(scene.alice, other));
        assertThat(((Signing.Signed) two.sign(scene.request(), options, Scene.NOW))
                        .credential()
                        .pin())
                .isEqualTo(other.pin());
    }

    @Test
    @DisplayName("STIR-AS-09 a malformed fingerprint or URI is a refusal")
    void malformed() {
        scene.fingerprints.add("sha-256 00");
        assertThat(refused()).isEqualTo(Signing.Reason.MALFORMED_REQUEST);
        scene.fingerprints.removeLast();
        scene.to = "mailto:bob";
        assertThat(refused()).isEqualTo(Signing.Reason.MALFORMED_REQUEST);
    }

    @Test
    @DisplayName("PASS-03 the same request signed twice in one second has the same token; another second another")
    void deterministic() {
        String first = signed().identity().token();
        assertThat(signed().identity().token()).isEqualTo(first);
        scene.date = Optional.of(DateField.format(Scene.NOW.plusSeconds(1)));
        assertThat(signed().identity().token()).isNotEqualTo(first);
    }
}
