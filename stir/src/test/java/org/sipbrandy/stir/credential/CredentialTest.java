package org.sipbrandy.stir.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.passport.Es256Verifier;

class CredentialTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Instant START = Instant.parse("2026-01-01T00:00:00.75Z");

    private static Credential alice() {
        return Credential.selfSigned("sip:Alice@Example.com:5061", RANDOM, START, Duration.ofDays(30));
    }

    @Test
    @DisplayName("CRED-01, CRED-04 a self-signed P-256 certificate names the canonical URI, as the JDK reads it")
    void selfSigned() throws Exception {
        Credential alice = alice();
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(alice.certificate().der()));
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(6, "sip:alice@example.com"));
        ECPublicKey key = (ECPublicKey) certificate.getPublicKey();
        assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256);
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()[0]).isTrue();
        assertThat(alice.certificate().selfSigned()).isTrue();
        assertThat(alice.certificate().unsupported()).isEmpty();
        assertThat(alice.identity().value()).isEqualTo("sip:alice@example.com");
    }

    @Test
    @DisplayName("CRED-04 each certificate has a serial number and a key of its own")
    void fresh() {
        Credential one = alice();
        Credential two = alice();
        assertThat(one.certificate().serial()).isNotEqualTo(two.certificate().serial());
        assertThat(one.pin()).isNotEqualTo(two.pin());
    }

    @Test
    @DisplayName("CRED-04 a certificate can be renewed with its key, and PEM goes out and comes back")
    void pem() {
        Credential one = alice();
        Credential renewed = Credential.selfSigned(
                "sip:alice@example.com", one.key(), RANDOM, START.plusSeconds(86_400), Duration.ofDays(30));
        assertThat(renewed.pin()).isEqualTo(one.pin());
        assertThat(renewed.certificate().serial())
                .isNotEqualTo(one.certificate().serial());
        Credential back = Credential.fromPem(one.certificate().pem(), one.key().toPem());
        assertThat(back.identity()).isEqualTo(one.identity());
        assertThat(back.pin()).isEqualTo(one.pin());
        byte[] message = {1, 2, 3};
        assertThat(back.key().sign(message)).isEqualTo(one.key().sign(message));
        assertThat(Es256Verifier.platform()
                        .verify(
                                one.certificate().publicKey().orElseThrow(),
                                message,
                                back.key().sign(message)))
                .isTrue();
    }

    @Test
    @DisplayName("CRED-01 another curve, another key, or no key at all is refused")
    void refusedKeys() throws Exception {
        Credential one = alice();
        Credential two = alice();
        assertThatThrownBy(() ->
                        Credential.fromPem(one.certificate().pem(), two.key().toPem()))
                .isInstanceOf(StirParseException.class);
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec("secp384r1"));
        String p384 = Pem.write(
                "PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
        String p256 = one.key().toPem();
        for (String pem : List.of(
                "",
                "x",
                p384,
                p256 + p256,
                p256.replace("END", "EMD"),
                p256.replace("M", "!"),
                Pem.write("PRIVATE KEY", new byte[] {0x30, 0}),
                Pem.write("EC PRIVATE KEY", new byte[] {0x30, 0}))) {
            assertThatThrownBy(() -> SigningKey.fromPem(pem)).as(pem).isInstanceOf(StirParseException.class);
        }
    }

    @Test
    @DisplayName("CRED-01 keys that openssl writes are read: PKCS 8 and SEC 1")
    void sec1() throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
        byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
        SigningKey key = SigningKey.fromPem(Pem.write("PRIVATE KEY", pkcs8));
        org.bouncycastle.asn1.sec.ECPrivateKey structure = new org.bouncycastle.asn1.sec.ECPrivateKey(
                256, ((SoftwareKey) key).parameters().getD(), org.bouncycastle.asn1.sec.SECObjectIdentifiers.secp256r1);
        SigningKey same = SigningKey.fromPem(Pem.write("EC PRIVATE KEY", structure.getEncoded()));
        assertThat(same.sign(new byte[1])).isEqualTo(key.sign(new byte[1]));
    }

    @Test
    @DisplayName("STIR-AS-04 a wiped key signs nothing and shows nothing")
    void wiped() {
        SigningKey key = alice().key();
        assertThat(key.toString()).isEqualTo("SigningKey[secret]");
        key.wipe();
        assertThat(key.wiped()).isTrue();
        assertThatThrownBy(() -> key.sign(new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(key::toPem).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("CRED-05 a name is compared in canonical form, and whole")
    void names() {
        SigningCertificate certificate = alice().certificate();
        assertThat(certificate.names(CanonicalIdentity.of("SIP:alice@EXAMPLE.com;x=y")))
                .isTrue();
        for (String other :
                List.of("sips:alice@example.com", "sip:example.com", "sip:alice@sip.example.com", "tel:1")) {
            assertThat(certificate.names(CanonicalIdentity.of(other))).as(other).isFalse();
        }
    }

    @Test
    @DisplayName("CRED-05 a certificate whose signature was altered is not self-signed")
    void alteredSignature() {
        byte[] der = alice().certificate().der();
        der[der.length - 3] ^= 1;
        assertThat(SigningCertificate.parse(der).selfSigned()).isFalse();
    }

    @Test
    @DisplayName("CRED-23 seeded changes of a certificate are refused or harmless, never anything else")
    void mutated() {
        long seed = 8226;
        Random random = new Random(seed);
        byte[] der = alice().certificate().der();
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = der.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            byte[] content = random.nextInt(10) == 0
                    ? java.util.Arrays.copyOf(changed, random.nextInt(changed.length + 1))
                    : changed;
            try {
                SigningCertificate certificate = SigningCertificate.parse(content);
                certificate.unsupported();
                certificate.names(CanonicalIdentity.of("sip:alice@example.com"));
                certificate.validAt(START);
                boolean same = java.util.Arrays.equals(der, content);
                assertThat(certificate.selfSigned())
                        .as("seed %d, round %d", seed, i)
                        .isEqualTo(same);
            } catch (StirParseException e) {
                assertThat(e.reason()).isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("CRED-23 PEM is taken where DER belongs; two certificates in DER or a long one are not")
    void encodings() {
        SigningCertificate certificate = alice().certificate();
        byte[] pem = ("text before\n" + certificate.pem()).getBytes(StandardCharsets.US_ASCII);
        assertThat(SigningCertificate.parse(pem).der()).isEqualTo(certificate.der());
        byte[] twice = new byte[certificate.der().length * 2];
        System.arraycopy(certificate.der(), 0, twice, 0, certificate.der().length);
        System.arraycopy(certificate.der(), 0, twice, certificate.der().length, certificate.der().length);
        String noEnd = "-----BEGIN CERTIFICATE-----\n" + Base64.getEncoder().encodeToString(certificate.der());
        for (byte[] content : List.of(
                twice, new byte[20_000], new byte[0], new byte[] {0x30}, noEnd.getBytes(StandardCharsets.US_ASCII))) {
            assertThatThrownBy(() -> SigningCertificate.parse(content)).isInstanceOf(StirParseException.class);
        }
    }

    @Test
    @DisplayName("CRED-21 a cid URL and a Content-ID are two spellings of one name")
    void contentId() {
        assertThat(ContentId.ofUrl("cid:a%7Cb@h"))
                .contains(ContentId.ofHeader("<a|b@h>").orElseThrow());
        assertThat(new ContentId("a|b@h").url()).isEqualTo("cid:a%7Cb@h");
        assertThat(ContentId.ofUrl("CID:foo%25bar@h")).contains(new ContentId("foo%bar@h"));
        assertThat(ContentId.rawOfUrl("cid:foo%25bar@h")).contains(new ContentId("foo%25bar@h"));
        for (String url : List.of("", "cid:", "mid:a@b", "cid:%", "cid:%4", "cid:%zz", "cid:%ff")) {
            assertThat(ContentId.ofUrl(url)).as(url).isEmpty();
        }
        for (String field : List.of("", "<>", "a@b", "<a@b", "a@b>")) {
            assertThat(ContentId.ofHeader(field)).as(field).isEmpty();
        }
    }

    @Test
    @DisplayName("CRED-22 names that we make need no escapes and are never the same")
    void newContentId() {
        ContentId name = ContentId.random(RANDOM, "[::1]");
        assertThat(name.url()).isEqualTo("cid:" + name.value()).doesNotContain("%");
        assertThat(name.header()).isEqualTo("<" + name.value() + ">");
        assertThat(ContentId.random(RANDOM, "h")).isNotEqualTo(ContentId.random(RANDOM, "h"));
    }
}
