package org.sipbrandy.sdp.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.sdp.Samples;
import org.sipbrandy.sdp.SdpParseException;

class FingerprintTest {
    @Test
    @DisplayName("SDP-11 any case is read; lower-case token and upper-case hex with colons are written")
    void canonicalCase() {
        Fingerprint fingerprint = Fingerprint.parse("SHA-256 " + Samples.SHA256_A.toLowerCase(Locale.ROOT));

        assertThat(fingerprint.toAttribute().line()).isEqualTo("fingerprint:sha-256 " + Samples.SHA256_A);
        assertThat(fingerprint).isEqualTo(Fingerprint.parse("sha-256 " + Samples.SHA256_A));
        assertThat(fingerprint.hex()).isEqualTo(Samples.SHA256_A.replace(":", ""));
        assertThat(Fingerprint.of("sha-256", fingerprint.bytes())).isEqualTo(fingerprint);
    }

    @Test
    @DisplayName("SDP-11 RFC 8842 §7: the fingerprints of the example are read")
    void rfc8842Example() {
        assertThat(Fingerprint.parse("SHA-1  4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB")
                        .function())
                .contains(HashFunction.SHA_1);
    }

    @Test
    @DisplayName("SDP-12 md5 and md2 are known by name but never computed")
    void weakHashes() {
        byte[] der = "certificate".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Fingerprint.ofCertificate(HashFunction.MD5, der))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fingerprint.ofCertificate(HashFunction.MD2, der))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(HashFunction.of("MD5").orElseThrow().isUsable()).isFalse();
    }

    @Test
    @DisplayName("SDP-16 a hash function that is not known is kept as it is named")
    void unknownHash() {
        assertThat(Fingerprint.parse("blake3 AA:BB").function()).isEmpty();
    }

    @Test
    @DisplayName("SDP-11 malformed fingerprints are refused")
    void malformed() {
        for (String value : new String[] {
            "",
            "sha-256",
            "sha-256 ",
            "sha-256 12:DF",
            "sha-256 " + Samples.SHA256_A.replace(":", ""),
            "sha-256 " + Samples.SHA256_A + ":",
            "sha-256 " + Samples.SHA256_A + " 12",
            "sha-256 " + Samples.SHA256_A.replace("12", "1G"),
            "sha@256 " + Samples.SHA256_A,
            "x " + "AA:".repeat(300) + "AA",
        }) {
            assertThatThrownBy(() -> Fingerprint.parse(value)).as(value).isInstanceOf(SdpParseException.class);
        }
    }
}
