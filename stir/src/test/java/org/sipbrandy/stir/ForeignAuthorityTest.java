package org.sipbrandy.stir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.NumberAuthorization;
import org.sipbrandy.stir.credential.NumberEntry;
import org.sipbrandy.stir.credential.SigningCertificate;
import org.sipbrandy.stir.credential.SigningKey;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.passport.MediaKeys;
import org.sipbrandy.stir.passport.PassportPayload;

/** Credentials of authorities that are not ours, with what RFC 8226 lets them do and ours do not. */
class ForeignAuthorityTest {
    private static final String UNSUPPORTED = "437 Unsupported Credential / credential-unsupported";
    private static final String NUMBER = "tel:+12155551212";
    private static final String LIST = "https://carrier.example/numbers";
    private static final X500Name NAME = new X500Name("CN=Somebody's authority");

    private final Scene scene = new Scene();

    /** An authority with a key of any kind. */
    private record Issuer(KeyPair keys, ContentSigner signer, X509Certificate certificate) {
        static Issuer create(String keys, int bits, String signature, Optional<NumberAuthorization> numbers) {
            try {
                var generator = KeyPairGenerator.getInstance(keys);
                generator.initialize(bits);
                var pair = generator.generateKeyPair();
                var signer = new JcaContentSignerBuilder(signature).build(pair.getPrivate());
                var builder = builder(pair.getPublic(), NAME)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                if (numbers.isPresent()) {
                    builder.addExtension(
                            NumberAuthorization.OID, false, numbers.get().toAsn1());
                }
                return new Issuer(
                        pair, signer, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private static JcaX509v3CertificateBuilder builder(java.security.PublicKey key, X500Name subject) {
            return new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.valueOf(System.identityHashCode(key)),
                    Date.from(Scene.NOW.minus(Duration.ofDays(2))),
                    Date.from(Scene.NOW.plus(Duration.ofDays(20))),
                    subject,
                    key);
        }

        /** For a name, or for the numbers that are listed somewhere else. */
        Credential issue(String aor, Optional<String> numbersAt) {
            try {
                var generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                var own = generator.generateKeyPair();
                var builder = builder(own.getPublic(), new X500Name("CN=holder"));
                if (numbersAt.isPresent()) {
                    var list = new GeneralName(GeneralName.uniformResourceIdentifier, numbersAt.get());
                    builder.addExtension(
                            Extension.authorityInfoAccess,
                            false,
                            new AuthorityInformationAccess(
                                    new AccessDescription(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.14"), list)));
                } else {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, aor)));
                }
                byte[] der = builder.build(signer).getEncoded();
                return Credential.of(
                        new CertificateChain(SigningCertificate.parse(der), List.of()),
                        SigningKey.inToken(own.getPrivate(), own.getPublic()),
                        CanonicalIdentity.of(aor));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private String outcome(Issuer trusted, Credential signer, String aor) {
        scene.policy = scene.policy.withAnchors(TrustAnchors.of(List.of(trusted.certificate())));
        scene.from = aor;
        scene.parts = new ArrayList<>(List.of(BodyPart.certificate(signer, scene.name)));
        scene.identity.clear();
        scene.fetched.clear();
        var payload = PassportPayload.of(
                CanonicalIdentity.of(aor),
                CanonicalIdentity.of(scene.to),
                Scene.NOW.getEpochSecond(),
                Optional.of(MediaKeys.ofFingerprints(scene.fingerprints)));
        return scene.signedBy(signer, scene.header(), payload).outcome();
    }

    private static Issuer p256(Optional<NumberAuthorization> numbers) {
        return Issuer.create("EC", 256, "SHA256withECDSA", numbers);
    }

    @ParameterizedTest
    @DisplayName(
            "CRED-02 the signature under a certificate may be RSA (PKCS#1 v1.5) or ECDSA; the holder's key is P-256")
    @CsvSource({"RSA, 2048, SHA256withRSA", "EC, 256, SHA256withECDSA", "EC, 384, SHA384withECDSA"})
    void signatures(String keys, int bits, String signature) {
        var issuer = Issuer.create(keys, bits, signature, Optional.empty());
        assertThat(outcome(issuer, issuer.issue(Scene.ALICE, Optional.empty()), Scene.ALICE))
                .isEqualTo("msec");
        var same = Issuer.create(keys, bits, signature, Optional.empty());
        assertThat(outcome(issuer, same.issue(Scene.ALICE, Optional.empty()), Scene.ALICE))
                .as("another one of the same name")
                .isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-02 a signature over SHA-1 or by a short RSA key is nothing")
    void weak() {
        for (var issuer : List.of(
                Issuer.create("RSA", 2048, "SHA1withRSA", Optional.empty()),
                Issuer.create("RSA", 1024, "SHA256withRSA", Optional.empty()))) {
            assertThat(outcome(issuer, issuer.issue(Scene.ALICE, Optional.empty()), Scene.ALICE))
                    .isEqualTo(UNSUPPORTED);
        }
    }

    private void listed(NumberEntry... entries) {
        scene.remote = new CertificateSource.Answer.Found(new NumberAuthorization(List.of(entries)).toDer());
    }

    @Test
    @DisplayName("CRED-12 a list of numbers by reference is fetched, and counts like one in the certificate")
    void byReference() {
        var issuer = p256(Optional.empty());
        var carrier = issuer.issue(NUMBER, Optional.of(LIST));
        listed(new NumberEntry.Range("12155551200", 100));
        assertThat(outcome(issuer, carrier, NUMBER)).isEqualTo("msec");
        assertThat(scene.fetched).containsExactly(LIST);
        listed(new NumberEntry.One("12155551213"));
        assertThat(outcome(issuer, carrier, NUMBER)).isEqualTo(UNSUPPORTED);
        scene.remote = new CertificateSource.Answer.Found("<html>".getBytes(StandardCharsets.UTF_8));
        assertThat(outcome(issuer, carrier, NUMBER)).as("junk").isEqualTo(UNSUPPORTED);
        scene.remote = new CertificateSource.Answer.NotFound("404");
        assertThat(outcome(issuer, carrier, NUMBER)).as("nothing").isEqualTo(UNSUPPORTED);
    }

    @Test
    @DisplayName("CRED-12 a name does not make anybody fetch the numbers")
    void notForNames() {
        var issuer = p256(Optional.empty());
        var carrier = issuer.issue(NUMBER, Optional.of(LIST));
        assertThat(outcome(issuer, carrier, Scene.ALICE)).isEqualTo(UNSUPPORTED);
        assertThat(scene.fetched).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("CRED-12 a list is fetched by https and in no other way")
    @ValueSource(
            strings = {"http://carrier.example/numbers", "sip:numbers@carrier.example", "ldap://carrier.example/n"})
    void otherSchemes(String uri) {
        var issuer = p256(Optional.empty());
        listed(new NumberEntry.One("12155551212"));
        assertThat(outcome(issuer, issuer.issue(NUMBER, Optional.of(uri)), NUMBER))
                .isEqualTo(UNSUPPORTED);
        assertThat(scene.fetched).isEmpty();
    }

    @Test
    @DisplayName("CRED-13 what an issuer may not give it cannot give by reference either")
    void limited() {
        var issuer = p256(Optional.of(new NumberAuthorization(List.of(new NumberEntry.Range("12155551200", 100)))));
        var carrier = issuer.issue(NUMBER, Optional.of(LIST));
        listed(new NumberEntry.One("12155551212"));
        assertThat(outcome(issuer, carrier, NUMBER)).isEqualTo("msec");
        listed(new NumberEntry.One("12155551212"), new NumberEntry.One("12025550100"));
        assertThat(outcome(issuer, carrier, NUMBER)).isEqualTo(UNSUPPORTED);
    }
}
