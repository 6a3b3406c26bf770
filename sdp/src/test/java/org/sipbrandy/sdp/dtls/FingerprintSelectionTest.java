package org.sipbrandy.sdp.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.HashFunction;

class FingerprintSelectionTest {
    /** By openssl x509 -fingerprint. */
    private static final String P256_SHA256 =
            "FA:E8:90:DC:01:90:F3:00:4C:7F:96:BA:FC:CB:82:48:" + "FF:7A:DB:40:5F:DB:B2:2C:10:38:35:50:AD:2A:18:9F";

    private static final String P256_SHA1 = "BD:F4:00:A1:BF:6A:0E:BD:0B:AC:73:CC:D5:87:1C:23:3C:10:44:8D";
    private static final String P384_SHA384 = "50:6E:21:0B:82:79:92:F3:30:D8:26:77:86:3C:22:3A:6A:00:E3:22:C6:95:71:19:"
            + "70:08:0F:4F:7E:85:0B:D5:BD:45:BA:59:B7:11:76:FC:06:B4:E0:4C:76:ED:83:58";

    private final X509Certificate p256 = certificate("p256-sha256.pem");
    private final X509Certificate p384 = certificate("p384-sha384.pem");

    private static X509Certificate certificate(String name) {
        try (InputStream in = Objects.requireNonNull(FingerprintSelectionTest.class.getResourceAsStream(name), name)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (java.io.IOException | java.security.cert.CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Fingerprint fingerprint(String value) {
        return Fingerprint.parse(value);
    }

    @Test
    @DisplayName("SDP-14 the set of the most preferred hash counts, whatever its order")
    void mostPreferred() {
        Fingerprint sha1 = fingerprint("sha-1 " + P256_SHA1);
        Fingerprint a = fingerprint("sha-256 " + Samples.SHA256_A);
        Fingerprint b = fingerprint("SHA-256 " + Samples.SHA256_B);
        Fingerprint sha384 = fingerprint("sha-384 " + P384_SHA384);

        assertThat(FingerprintSelection.of(List.of(sha1, sha384, a, b)))
                .isEqualTo(new FingerprintSelection.Selected(HashFunction.SHA_256, List.of(a, b)));
        assertThat(FingerprintSelection.of(List.of(sha1, sha384)))
                .isEqualTo(new FingerprintSelection.Selected(HashFunction.SHA_384, List.of(sha384)));
        assertThat(FingerprintSelection.of(List.of(sha1)))
                .isEqualTo(new FingerprintSelection.Selected(HashFunction.SHA_1, List.of(sha1)));
    }

    @Test
    @DisplayName("SDP-14 a correct sha-1 does not help against a wrong sha-256")
    void wrongStrongHash() throws Exception {
        byte[] der = p256.getEncoded();
        Fingerprint sha1 = fingerprint("sha-1 " + P256_SHA1);
        Fingerprint right = fingerprint("sha-256 " + P256_SHA256);
        Fingerprint wrong = fingerprint("sha-256 " + Samples.SHA256_A);

        assertThat(FingerprintSelection.of(List.of(sha1)).matches(der)).isTrue();
        assertThat(FingerprintSelection.of(List.of(sha1, wrong)).matches(der)).isFalse();
        assertThat(FingerprintSelection.of(List.of(sha1, wrong, right)).matches(der))
                .isTrue();
        assertThat(FingerprintSelection.of(List.of(right)).matches(p384.getEncoded()))
                .isFalse();
    }

    @Test
    @DisplayName("SDP-12 md5 and md2 fingerprints verify nothing")
    void weak() throws Exception {
        FingerprintSelection selection = FingerprintSelection.of(List.of(
                fingerprint("md5 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F"),
                fingerprint("md2 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F")));

        assertThat(selection).isEqualTo(new FingerprintSelection.None(FingerprintSelection.Reason.UNUSABLE));
        assertThat(selection.matches(p256.getEncoded())).isFalse();
    }

    @Test
    @DisplayName("SDP-16 unknown hashes alone verify nothing; beside a known one they are passed over")
    void unknown() {
        Fingerprint unknown = fingerprint("sha3-256 00:11:22");
        Fingerprint known = fingerprint("sha-256 " + P256_SHA256);

        assertThat(FingerprintSelection.of(List.of(unknown)))
                .isEqualTo(new FingerprintSelection.None(FingerprintSelection.Reason.UNUSABLE));
        assertThat(FingerprintSelection.of(List.of(unknown, known)))
                .isEqualTo(new FingerprintSelection.Selected(HashFunction.SHA_256, List.of(known)));
        assertThat(FingerprintSelection.of(List.of()))
                .isEqualTo(new FingerprintSelection.None(FingerprintSelection.Reason.ABSENT));
    }

    @Test
    @DisplayName("SDP-13 a certificate signed with SHA-256 has one line, as openssl computes it")
    void oneLine() {
        assertThat(CertificateFingerprints.of(List.of(p256))).containsExactly(fingerprint("sha-256 " + P256_SHA256));
    }

    @Test
    @DisplayName("SDP-13 a certificate signed with SHA-384 has SHA-256 and SHA-384")
    void signatureHash() {
        assertThat(CertificateFingerprints.of(List.of(p384)))
                .extracting(Fingerprint::hash)
                .containsExactly("sha-256", "sha-384");
        assertThat(CertificateFingerprints.of(List.of(p384))).contains(fingerprint("sha-384 " + P384_SHA384));
        assertThat(CertificateFingerprints.signatureHash("MD5withRSA")).isEmpty();
        assertThat(CertificateFingerprints.signatureHash("Ed25519")).isEmpty();
        assertThat(CertificateFingerprints.signatureHash("SHA1withRSA")).contains(HashFunction.SHA_1);
    }

    @Test
    @DisplayName("SDP-15 several certificates have the same set of hash functions")
    void severalCertificates() {
        assertThat(CertificateFingerprints.of(List.of(p256, p384)))
                .extracting(Fingerprint::hash)
                .containsExactly("sha-256", "sha-384", "sha-256", "sha-384");
    }
}
