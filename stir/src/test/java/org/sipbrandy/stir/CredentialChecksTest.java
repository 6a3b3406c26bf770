package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateSource.Answer;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.passport.PassportHeader;
import org.sipbrandy.stir.passport.PassportPayload;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.PeerTrust;

class CredentialChecksTest {
    private static final String BAD_INFO = "436 Bad Identity Info / credential-unavailable";

    private static final String UNSUPPORTED = "437 Unsupported Credential / credential-unsupported";

    private static final String INVALID = "438 Invalid Identity Header / identity-invalid";

    private final Scene scene = new Scene();

    /** Signs without the authentication service, which would refuse some of these. */
    private Scene signedAt(String info, Credential signer) {
        PassportPayload payload = ((Signing.Signed) scene.sign(SigningOptions.msec("cid:x@y")))
                .passport()
                .payload();
        return scene.signedBy(signer, PassportHeader.of(info, Optional.of("msec")), payload);
    }

    @Test
    @DisplayName("CRED-23 no part, a part that is no certificate, or two of one name: 436")
    void parts() {
        scene.signed();
        BodyPart good = scene.parts.getFirst();
        BodyPart other = BodyPart.certificate(Scene.credential(Scene.ALICE), scene.name);
        BodyPart junk = new BodyPart(scene.name.header(), BodyPart.PKIX_CERT, new byte[] {1, 2, 3});
        BodyPart elsewhere = new BodyPart("<other@a.example>", BodyPart.PKIX_CERT, good.content());
        for (List<BodyPart> parts :
                List.of(List.<BodyPart>of(), List.of(elsewhere), List.of(junk), List.of(good, other))) {
            scene.parts = new java.util.ArrayList<>(parts);
            assertThat(scene.outcome()).isEqualTo(BAD_INFO);
        }
        scene.parts = new java.util.ArrayList<>(List.of(good, good));
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("CRED-21, CRED-22 both readings of an escape in a cid URL resolve")
    void escapes() {
        for (String contentId : List.of("<a%b@h>", "<a%25b@h>")) {
            scene.identity.clear();
            scene.parts.set(
                    0,
                    new BodyPart(
                            contentId,
                            BodyPart.PKIX_CERT,
                            scene.alice.certificate().der()));
            assertThat(signedAt("cid:a%25b@h", scene.alice).outcome()).isEqualTo("msec");
        }
    }

    @Test
    @DisplayName("STIR-VS-34 a certificate in PEM is taken too")
    void pem() {
        scene.signed();
        byte[] pem = scene.alice.certificate().pem().getBytes(StandardCharsets.US_ASCII);
        scene.parts.set(0, new BodyPart(scene.name.header(), "application/x-pem-file", pem));
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("STIR-VS-18 the same Content-ID with another certificate is evaluated afresh")
    void notCached() {
        assertThat(scene.signed().outcome()).isEqualTo("msec");
        Credential other = Scene.credential(Scene.ALICE);
        scene.parts.set(0, BodyPart.certificate(other, scene.name));
        assertThat(scene.outcome()).isEqualTo(INVALID);
        scene.identity.clear();
        assertThat(signedAt(scene.name.url(), other).outcome()).isEqualTo("msec");
    }

    @Test
    @DisplayName("CRED-03, STIR-VS-16 an https URI is asked for; what cannot be had is 436")
    void https() {
        String uri = "https://a.example/alice.cer";
        signedAt(uri, scene.alice);
        assertThat(scene.outcome()).isEqualTo(BAD_INFO);
        scene.remote = new Answer.Found(scene.alice.certificate().der());
        assertThat(scene.outcome()).isEqualTo("msec");
        assertThat(scene.fetched).containsExactly(uri, uri);
        scene.remote = new Answer.Found(new byte[10_000_000]);
        assertThat(scene.outcome()).isEqualTo(BAD_INFO);
    }

    @Test
    @DisplayName("STIR-VS-34, CRED-18 http, data and unknown schemes: 436, and nothing is fetched")
    void refusedSchemes() {
        scene.remote = new Answer.Found(scene.alice.certificate().der());
        for (String uri : List.of("http://a.example/c", "HTTP://a.example/c", "data:,x", "file:///etc/x", "ftp://x")) {
            scene.identity.clear();
            assertThat(signedAt(uri, scene.alice).outcome()).as(uri).isEqualTo(BAD_INFO);
        }
        assertThat(scene.fetched).isEmpty();
    }

    @Test
    @DisplayName("STIR-VS-05 436 only if no field's credential can be had")
    void someCredential() {
        PassportPayload payload = ((Signing.Signed) scene.sign(SigningOptions.baseline("cid:x@y")))
                .passport()
                .payload();
        scene.signedBy(scene.alice, PassportHeader.of("https://nowhere.example/c", Optional.empty()), payload);
        assertThat(scene.outcome()).isEqualTo(BAD_INFO);
        scene.signedBaseline();
        assertThat(scene.outcome()).isEqualTo("baseline");
        scene.parts.set(0, BodyPart.certificate(Scene.credential(Scene.BOB), scene.name));
        assertThat(scene.outcome()).isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-05 a self-signed certificate for another name: 437")
    void otherName() {
        for (String name : List.of("sip:bob@a.example", "sips:alice@a.example", "sip:a.example")) {
            Credential other = Scene.credential(name);
            scene.identity.clear();
            scene.parts.set(0, BodyPart.certificate(other, scene.name));
            assertThat(signedAt(scene.name.url(), other).outcome()).as(name).isEqualTo(UNSUPPORTED);
        }
    }

    @Test
    @DisplayName("STIR-VS-06, CRED-01 a key that is not on P-256, or an issuer nobody knows: 437")
    void unsupported() {
        scene.signed();
        ContentId name = scene.name;
        for (String certificate : List.of(TestCertificates.P384, TestCertificates.RSA, TestCertificates.ISSUED)) {
            byte[] pem = certificate.getBytes(StandardCharsets.US_ASCII);
            scene.parts.set(0, new BodyPart(name.header(), BodyPart.PKIX_CERT, pem));
            assertThat(scene.outcome()).isEqualTo(UNSUPPORTED);
        }
    }

    @Test
    @DisplayName("CRED-05 a self-signed certificate whose signature was altered: 437")
    void alteredCertificate() {
        scene.signed();
        byte[] der = scene.alice.certificate().der();
        der[der.length - 2] ^= 1;
        scene.parts.set(0, new BodyPart(scene.name.header(), BodyPart.PKIX_CERT, der));
        assertThat(scene.outcome()).isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-06 a certificate that points to revocation services has them left alone")
    void noRevocation() {
        scene.signed();
        scene.parts.set(
                0,
                new BodyPart(
                        scene.name.header(),
                        BodyPart.PKIX_CERT,
                        TestCertificates.WITH_CRL.getBytes(StandardCharsets.US_ASCII)));
        Verification verification = scene.verify();
        assertThat(verification.fields().getFirst().checks())
                .anyMatch(check -> check.step() == Step.SUPPORT && check.outcome() == Check.Outcome.PASSED);
        assertThat(scene.fetched).isEmpty();
    }

    @Test
    @DisplayName("CRED-07, CRED-08, AUTHZ-02 first use, known, changed; a changed key is refused if policy says so")
    void trust() {
        scene.signed();
        assertThat(scene.verify().verified().orElseThrow().trust().level()).isEqualTo(PeerTrust.Level.FIRST_USE);
        scene.peers.record(KnownPeer.firstSeen(scene.alice.identity(), scene.alice.pin(), true, Scene.NOW));
        assertThat(scene.verify().verified().orElseThrow().trust().level()).isEqualTo(PeerTrust.Level.KNOWN);
        Credential other = Scene.credential(Scene.ALICE);
        scene.identity.clear();
        scene.parts.set(0, BodyPart.certificate(other, scene.name));
        signedAt(scene.name.url(), other);
        PeerTrust trust = scene.verify().verified().orElseThrow().trust();
        assertThat(trust.level()).isEqualTo(PeerTrust.Level.CHANGED);
        assertThat(trust.msecExpected()).isTrue();
        scene.policy = scene.policy.withRefuseChangedKey(true);
        assertThat(scene.outcome()).isEqualTo("437 Unsupported Credential / key-changed");
    }

    @Test
    @DisplayName("ANON-05 ANON-07 an anonymous caller verifies as nobody, and nobody is asked about the certificate")
    void anonymous() {
        String nobody = "sip:anonymous@anonymous.invalid";
        Credential oneTime = Scene.credential(nobody);
        scene.from = nobody;
        scene.parts.set(0, BodyPart.certificate(oneTime, scene.name));
        Signing signing = new AuthenticationService(org.sipbrandy.stir.credential.CredentialStore.of(oneTime))
                .sign(scene.request(), SigningOptions.msec(scene.name.url()), Scene.NOW);
        scene.identity.add(((Signing.Signed) signing).identity().toString());
        scene.policy = scene.policy.withAnchors(TrustAnchors.of(List.of()).with((path, anchor, now) -> {
            throw new AssertionError("revocation was asked about");
        }));
        VerifiedIdentity identity = scene.verify().verified().orElseThrow();
        assertThat(scene.fetched).isEmpty();
        assertThat(identity.trust().level()).isEqualTo(PeerTrust.Level.ANONYMOUS);
        assertThat(identity.identity().anonymous()).isTrue();
    }
}
