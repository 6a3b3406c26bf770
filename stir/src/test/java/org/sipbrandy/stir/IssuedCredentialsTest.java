package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateAuthority;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.credential.ClaimConstraints;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.credential.NumberAuthorization;
import org.sipbrandy.stir.credential.NumberEntry;
import org.sipbrandy.stir.credential.SigningKey;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.TelephoneNumber;
import org.sipbrandy.stir.passport.IdentityClaim;
import org.sipbrandy.stir.passport.Json;
import org.sipbrandy.stir.passport.PassportHeader;
import org.sipbrandy.stir.passport.PassportPayload;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.PeerTrust;

/** Credentials that an authority issued: chains, domains, numbers, constraints (RFC 8224 §8, RFC 8226). */
class IssuedCredentialsTest {
    private static final String UNSUPPORTED = "437 Unsupported Credential / credential-unsupported";
    private static final String NUMBER = "tel:+12155551212";

    private final Scene scene = new Scene();
    private final CertificateAuthority ca = authority(CertificateSubject.domain("a.example"));

    private static CertificateAuthority authority(CertificateSubject subject) {
        return CertificateAuthority.create(
                subject, Scene.RANDOM, Scene.NOW.minus(Duration.ofDays(10)), Duration.ofDays(3650));
    }

    private static Credential issue(CertificateAuthority from, CertificateSubject subject, String aor) {
        return from.issue(
                subject,
                CanonicalIdentity.of(aor),
                Scene.RANDOM,
                Scene.NOW.minus(Duration.ofDays(1)),
                Duration.ofDays(90));
    }

    private void trust(CertificateAuthority... authorities) {
        var list = new ArrayList<java.security.cert.X509Certificate>();
        for (var one : authorities) {
            list.add(one.certificate());
        }
        scene.policy = scene.policy.withAnchors(TrustAnchors.of(list));
    }

    /** Bob gets a request from {@code aor} that this credential signed, whatever its own service would say to it. */
    private String outcome(Credential signer, String aor) {
        scene.from = aor;
        scene.parts = new ArrayList<>(List.of(BodyPart.certificate(signer, scene.name)));
        scene.identity.clear();
        var from = CanonicalIdentity.of(aor);
        var to = CanonicalIdentity.of(scene.to);
        var keys = org.sipbrandy.stir.passport.MediaKeys.ofFingerprints(scene.fingerprints);
        scene.signedBy(
                signer, scene.header(), PassportPayload.of(from, to, Scene.NOW.getEpochSecond(), Optional.of(keys)));
        return scene.outcome();
    }

    @Test
    @DisplayName("CRED-14 a chain to a configured anchor is certified; to any other issuer, 437")
    void chain() {
        var alice = issue(ca, CertificateSubject.of(CanonicalIdentity.of(Scene.ALICE)), Scene.ALICE);
        assertThat(outcome(alice, Scene.ALICE)).isEqualTo(UNSUPPORTED);
        trust(authority(CertificateSubject.domain("a.example")));
        assertThat(outcome(alice, Scene.ALICE)).isEqualTo(UNSUPPORTED);
        trust(ca);
        assertThat(outcome(alice, Scene.ALICE)).isEqualTo("msec");
        assertThat(scene.verify().verified().orElseThrow().trust().level()).isEqualTo(PeerTrust.Level.CERTIFIED);
    }

    @Test
    @DisplayName("CRED-14 STIR-VS-11 an issued certificate before or after its time is 437")
    void validity() {
        trust(ca);
        var identity = CanonicalIdentity.of(Scene.ALICE);
        for (int days : List.of(-100, 2)) {
            var start = Scene.NOW.plus(Duration.ofDays(days));
            var alice = ca.issue(CertificateSubject.of(identity), identity, Scene.RANDOM, start, Duration.ofDays(50));
            assertThat(outcome(alice, Scene.ALICE)).as("from day %d on", days).isEqualTo(UNSUPPORTED);
        }
    }

    @Test
    @DisplayName("CRED-07 a certified key that is another one than before raises no alarm: its issuer answers for it")
    void rollover() {
        trust(ca);
        scene.peers.record(KnownPeer.firstSeen(scene.alice.identity(), scene.alice.pin(), true, Scene.NOW));
        var alice = issue(ca, CertificateSubject.of(scene.alice.identity()), Scene.ALICE);
        assertThat(outcome(alice, Scene.ALICE)).isEqualTo("msec");
        assertThat(scene.verify().verified().orElseThrow().trust().level()).isEqualTo(PeerTrust.Level.CERTIFIED);
    }

    @Test
    @DisplayName("AUTHZ-01 where only certified keys count, one that vouches for itself is 437")
    void certifiedOnly() {
        scene.policy = scene.policy.withSelfSigned(false);
        assertThat(scene.signed().outcome()).isEqualTo(UNSUPPORTED);
    }

    @ParameterizedTest
    @DisplayName(
            "STIR-VS-26 STIR-VS-35 STIR-VS-37 a domain's certificate speaks for its own users, whole name by whole name")
    @CsvSource({
        "sip:alice@example.com, msec",
        "sip:alice@EXAMPLE.com, msec",
        "sips:alice@example.com, msec",
        "sip:example.com, msec",
        "sip:alice@sub.example.com, 437",
        "sip:alice@com, 437",
        "sip:alice@ample.com, 437",
        "sip:alice@example.org, 437",
        "sip:alice@sip1.example.org, 437"
    })
    void domain(String from, String expected) {
        trust(ca);
        var service = issue(ca, CertificateSubject.domain("example.com"), "sip:alice@example.com");
        assertThat(outcome(service, from)).startsWith(expected);
    }

    @Test
    @DisplayName("STIR-VS-35 wildcards, sips URIs and users make no domain")
    void noDomain() {
        trust(ca);
        for (String uri :
                List.of("sip:*.example.com", "sips:example.com", "https://example.com", "sip:bob@example.com")) {
            var subject = new CertificateSubject(List.of(uri), Optional.empty(), Optional.empty());
            assertThat(outcome(issue(ca, subject, "sip:alice@example.com"), "sip:alice@example.com"))
                    .as(uri)
                    .isEqualTo(UNSUPPORTED);
        }
    }

    @Test
    @DisplayName("STIR-VS-36 a user's certificate speaks for that user alone")
    void user() {
        trust(ca);
        var alice = issue(
                ca, CertificateSubject.of(CanonicalIdentity.of("sip:alice@example.com")), "sip:alice@example.com");
        assertThat(outcome(alice, "sip:alice@example.com")).isEqualTo("msec");
        assertThat(outcome(alice, "sip:bob@example.com")).isEqualTo(UNSUPPORTED);
        assertThat(outcome(alice, "sip:example.com")).isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-20 ANON-03 a domain may sign for anonymous@ itself: a known user of that domain")
    void anonymousOfDomain() {
        trust(ca);
        var service = issue(ca, CertificateSubject.domain("example.com"), "sip:anonymous@example.com");
        assertThat(outcome(service, "sip:anonymous@example.com")).isEqualTo("msec");
    }

    @Test
    @DisplayName("CRED-09 AUTHZ-06 a number needs a certificate with that number: a domain proves nothing about it")
    void numbers() {
        trust(ca);
        var range = new NumberAuthorization(List.of(new NumberEntry.Range("12155551200", 100)));
        var carrier = issue(ca, CertificateSubject.numbers(range), NUMBER);
        assertThat(outcome(carrier, NUMBER)).isEqualTo("msec");
        assertThat(outcome(carrier, "sip:+1-215-555-1299@a.example;user=phone")).isEqualTo("msec");
        assertThat(outcome(carrier, "tel:+12155551300")).isEqualTo(UNSUPPORTED);
        assertThat(outcome(carrier, "sip:alice@a.example")).isEqualTo(UNSUPPORTED);
        var provider = issue(
                ca,
                CertificateSubject.numbers(new NumberAuthorization(List.of(new NumberEntry.Provider("1234")))),
                NUMBER);
        assertThat(outcome(provider, NUMBER)).isEqualTo(UNSUPPORTED);
        var domain = issue(ca, CertificateSubject.domain("a.example"), NUMBER);
        assertThat(outcome(domain, "sip:+12155551212@a.example;user=phone")).isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-13 an authority for some numbers cannot give others")
    void delegation() {
        var some = new NumberAuthorization(List.of(new NumberEntry.Range("12155551200", 100)));
        var limited = authority(CertificateSubject.numbers(some));
        trust(limited);
        var within = CertificateSubject.of(new TelephoneNumber("12155551212"));
        assertThat(outcome(issue(limited, within, NUMBER), NUMBER)).isEqualTo("msec");
        var wider = CertificateSubject.numbers(new NumberAuthorization(
                List.of(new NumberEntry.One("12155551212"), new NumberEntry.One("12025550100"))));
        assertThat(outcome(issue(limited, wider, NUMBER), NUMBER)).isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-04 CRED-05 a self-signed certificate for one number is of first use, and for that number only")
    void selfSignedNumber() {
        var own = Scene.credential(NUMBER);
        assertThat(own.identity()).isEqualTo(new TelephoneNumber("12155551212"));
        assertThat(outcome(own, "sip:+12155551212@anywhere.example;user=phone")).isEqualTo("msec");
        assertThat(scene.verify().verified().orElseThrow().trust().level()).isEqualTo(PeerTrust.Level.FIRST_USE);
        assertThat(outcome(own, "tel:+12155551213")).isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-11 what an issuer wants said has to be in the token")
    void constraints() {
        trust(ca);
        var alice = CanonicalIdentity.of(Scene.ALICE);
        var asked = new ClaimConstraints(List.of("attest"), Map.of("attest", List.of("A", "B")));
        var signer = issue(ca, CertificateSubject.of(alice).with(asked), Scene.ALICE);
        assertThat(signer.certificate().constraints()).contains(asked);
        scene.parts = new ArrayList<>(List.of(BodyPart.certificate(signer, scene.name)));
        assertThat(withAttest(signer, Map.of())).isEqualTo("438 Invalid Identity Header / identity-invalid");
        assertThat(withAttest(signer, Map.of("attest", new Json.Text("C")))).startsWith("438");
        assertThat(withAttest(signer, Map.of("attest", new Json.Array(List.of(new Json.Text("A"))))))
                .startsWith("438");
        assertThat(withAttest(signer, Map.of("attest", new Json.Text("B")))).isEqualTo("msec");
    }

    private String withAttest(Credential signer, Map<String, Json> others) {
        scene.identity.clear();
        var keys = org.sipbrandy.stir.passport.MediaKeys.ofFingerprints(scene.fingerprints);
        var payload = new PassportPayload(
                List.of(),
                List.of(Scene.BOB),
                Scene.NOW.getEpochSecond(),
                Optional.of(keys),
                new IdentityClaim("uri", Scene.ALICE),
                others);
        return scene.signedBy(signer, scene.header(), payload).outcome();
    }

    @Test
    @DisplayName("CRED-03 an intermediate authority travels in PEM with the signer's certificate")
    void pemChain() {
        trust(ca);
        var alice = issue(ca, CertificateSubject.of(CanonicalIdentity.of(Scene.ALICE)), Scene.ALICE);
        var chained = Credential.of(
                new CertificateChain(alice.certificate(), List.of(der(ca))), alice.key(), alice.identity());
        assertThat(BodyPart.certificate(chained, scene.name).contentType()).isEqualTo(BodyPart.PEM_CHAIN);
        assertThat(outcome(chained, Scene.ALICE)).isEqualTo("msec");
        scene.identity.clear();
        scene.parts.clear();
        var header = PassportHeader.of("https://a.example/alice.pem", Optional.of(PassportHeader.MSEC));
        scene.remote = new CertificateSource.Answer.Found(chained.chain().encoded());
        var keys = org.sipbrandy.stir.passport.MediaKeys.ofFingerprints(scene.fingerprints);
        scene.signedBy(
                chained,
                header,
                PassportPayload.of(
                        alice.identity(),
                        CanonicalIdentity.of(Scene.BOB),
                        Scene.NOW.getEpochSecond(),
                        Optional.of(keys)));
        assertThat(scene.outcome()).isEqualTo("msec");
    }

    private static byte[] der(CertificateAuthority authority) {
        try {
            return authority.certificate().getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("STIR-AS-01 the own service signs only what the certificate covers")
    void ownAuthority() {
        var service = issue(ca, CertificateSubject.domain("a.example"), Scene.ALICE);
        assertThat(sign(service)).isInstanceOf(Signing.Signed.class);
        var stranger = issue(ca, CertificateSubject.domain("b.example"), Scene.ALICE);
        assertThat(sign(stranger))
                .isInstanceOfSatisfying(
                        Signing.Refused.class,
                        it -> assertThat(it.reason()).isEqualTo(Signing.Reason.NOT_AUTHORITATIVE));
    }

    private Signing sign(Credential credential) {
        return new AuthenticationService(CredentialStore.of(credential))
                .sign(scene.request(), SigningOptions.msec(scene.name.url()), Scene.NOW);
    }

    @Test
    @DisplayName("CRED-14 an authority and its credentials survive their files")
    void files() {
        var back = CertificateAuthority.fromPem(ca.pem(), ca.key().toPem());
        trust(back);
        var alice = issue(back, CertificateSubject.domain("a.example"), Scene.ALICE);
        var read = Credential.fromPem(alice.chain().pem(), alice.key().toPem(), alice.identity());
        assertThat(outcome(read, Scene.ALICE)).isEqualTo("msec");
        assertThat(read.pin()).isEqualTo(alice.pin());
    }

    @Test
    @DisplayName("CRED-14 neither another key nor an end entity's certificate makes an authority")
    void noAuthority() {
        var alice = issue(ca, CertificateSubject.domain("a.example"), Scene.ALICE);
        var other = SigningKey.generate(Scene.RANDOM);
        for (var pair : List.of(
                List.of(ca.pem(), other.toPem()),
                List.of(alice.chain().pem(), alice.key().toPem()),
                List.of("", other.toPem()))) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> CertificateAuthority.fromPem(pair.get(0), pair.get(1)))
                    .isInstanceOf(StirParseException.class);
        }
    }
}
