package org.sipbrandy.stir.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.passport.Es256Verifier;

class KeyFileTest {
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    /** Made by {@code openssl pkcs8 -topk8}: PBES2 with AES. */
    private static final String ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhUX5GK9IaY9wICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEEg6nans5Uy5yZ+ifKWGeVIEgZCl
            hr0so8lq0BuWMntWz1/pJUfR0BSNnVHHDP7BjRYBBfJcWvbISDosFFZYsbEbFGEn
            3RbWaSZqaHyUepkt84t0+1rpErayv0EzoRktIh4jv7lNnthTBZxv6fGy4JKbAkfU
            ou5XTYHT0Inr1XTGcp07Zgkn98W1ImbbCWAEbALkie5fxO7DTZSSxih8Icup9lo=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** The same key by {@code openssl pkcs8 -topk8 -nocrypt}. */
    private static final String THE_SAME = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgVXLNOmDQ5+9kKi3F
            uYWou2Y52C2Sng9QaRqSLPwS9zKhRANCAASHJH++2L8+VCMGu8Wgh83teaL9AOe5
            lgnlk1P4wiAz8PuyRwiZvHzkowX1iZDuy2BZ2Y8v4H/f5juQOFTqyGTO
            -----END PRIVATE KEY-----
            """;

    private final Credential alice = Credential.selfSigned(
            "sip:alice@example.com", new SecureRandom(), Instant.parse("2026-11-24T00:00:00Z"), Duration.ofDays(30));

    private static byte[] pkcs8(SigningKey key) {
        return Pem.read("PRIVATE KEY", key.toPem()).getFirst();
    }

    private void same(KeyFile read) {
        assertThat(read.key().sign(MESSAGE)).isEqualTo(alice.key().sign(MESSAGE));
    }

    @Test
    @DisplayName("CRED-01 a key is read from PEM and from DER, and from PEM with its certificate")
    void plain() {
        same(KeyFile.read(alice.key().toPem().getBytes(StandardCharsets.US_ASCII), new char[0]));
        same(KeyFile.read(pkcs8(alice.key()), new char[0]));
        var both = KeyFile.read(
                (alice.certificate().pem() + alice.key().toPem()).getBytes(StandardCharsets.US_ASCII), new char[0]);
        same(both);
        assertThat(both.chain().orElseThrow().signer().pin()).isEqualTo(alice.pin());
    }

    @Test
    @DisplayName("CRED-01 an encrypted key wants its passphrase")
    void passphrase() {
        byte[] file = ENCRYPTED.getBytes(StandardCharsets.US_ASCII);
        assertThat(KeyFile.isEncrypted(file)).isTrue();
        assertThat(KeyFile.isEncrypted(alice.key().toPem().getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(KeyFile.read(file, PASSPHRASE).key().sign(MESSAGE))
                .isEqualTo(SigningKey.fromPem(THE_SAME).sign(MESSAGE));
        assertThatThrownBy(() -> KeyFile.read(file, "wrong".toCharArray()))
                .isInstanceOf(StirParseException.class)
                .hasMessageContaining("passphrase");
    }

    @Test
    @DisplayName("CRED-01 a PKCS #12 file gives its key and its certificates")
    void pkcs12() throws Exception {
        var key =
                (PrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8(alice.key())));
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(alice.certificate().der()));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("alice", key, PASSPHRASE, new Certificate[] {certificate});
        var out = new ByteArrayOutputStream();
        store.store(out, PASSPHRASE);
        assertThat(KeyFile.isEncrypted(out.toByteArray())).isTrue();
        var read = KeyFile.read(out.toByteArray(), PASSPHRASE);
        same(read);
        assertThat(read.chain().orElseThrow().signer().pin()).isEqualTo(alice.pin());
        assertThatThrownBy(() -> KeyFile.read(out.toByteArray(), "wrong".toCharArray()))
                .isInstanceOf(StirParseException.class);
    }

    @Test
    @DisplayName("CRED-01 a key that stays in its token signs as ES256 has it")
    void token() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var key = SigningKey.inToken(pair.getPrivate(), pair.getPublic());
        for (int i = 0; i < 50; i++) { // R and S of every length
            assertThat(key.sign(new byte[] {(byte) i})).hasSize(64);
            assertThat(Es256Verifier.platform()
                            .verify(pair.getPublic(), new byte[] {(byte) i}, key.sign(new byte[] {(byte) i})))
                    .isTrue();
        }
        assertThatThrownBy(key::toPem).isInstanceOf(IllegalStateException.class);
        key.wipe();
        assertThatThrownBy(() -> key.sign(MESSAGE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("ANON-02 ANON-04 two one-time credentials have nothing in common but the name of nobody")
    void oneTime() {
        var random = new SecureRandom();
        var one = Credential.oneTime(random, Instant.parse("2026-11-24T12:34:56Z"));
        var two = Credential.oneTime(random, Instant.parse("2026-11-24T12:59:01Z"));
        assertThat(one.identity().anonymous()).isTrue();
        assertThat(one.pin()).isNotEqualTo(two.pin());
        assertThat(one.certificate().serial()).isNotEqualTo(two.certificate().serial());
        assertThat(one.certificate().notBefore()).isEqualTo(two.certificate().notBefore());
        assertThat(one.certificate().subjectUris()).containsExactly("sip:anonymous@anonymous.invalid");
        assertThat(Duration.between(
                        one.certificate().notBefore(), one.certificate().notAfter()))
                .isLessThanOrEqualTo(Duration.ofDays(1));
    }

    @Test
    @DisplayName("TORT-05 junk is one kind of fault")
    void junk() {
        for (byte[] junk : List.of(
                new byte[0],
                new byte[] {0x30},
                new byte[] {0x30, 3, 2, 1, 3},
                "x".getBytes(StandardCharsets.US_ASCII))) {
            assertThatThrownBy(() -> KeyFile.read(junk, PASSPHRASE)).isInstanceOf(StirParseException.class);
        }
    }
}
