package org.sipbrandy.stir.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.stir.StirParseException;

class MediaKeysTest {
    private static final String FIRST = KnownAnswers.FINGERPRINTS.get(0);

    private static final String SECOND = KnownAnswers.FINGERPRINTS.get(1);

    @Test
    @DisplayName("PASS-10, PASS-11 sorted, without colons, the same fingerprint once")
    void canonicalSet() {
        MediaKeys keys = MediaKeys.ofFingerprints(List.of(FIRST, SECOND, FIRST, FIRST.toLowerCase(Locale.ROOT)));
        assertThat(keys.keys()).extracting(key -> key.digest().substring(0, 4)).containsExactly("021A", "4AAD");
        assertThat(keys).isEqualTo(MediaKeys.ofFingerprints(List.of(SECOND, FIRST)));
        assertThat(keys.keys().get(1).fingerprint()).isEqualTo(FIRST);
    }

    @Test
    @DisplayName("PASS-12 algorithm and hexadecimal are compared without case")
    void caseless() {
        assertThat(MediaKey.parse("SHA-256" + FIRST.substring(7).toLowerCase(Locale.ROOT)))
                .isEqualTo(MediaKey.parse(FIRST));
    }

    @Test
    @DisplayName("PASS-10 order is by algorithm and digest joined")
    void orderAcrossAlgorithms() {
        String sha1 = "sha-1 FF" + ":FF".repeat(19);
        assertThat(MediaKeys.ofFingerprints(List.of(SECOND, sha1)).keys())
                .extracting(MediaKey::algorithm)
                .containsExactly("sha-1", "sha-256");
    }

    @Test
    @DisplayName("PASS-11 malformed fingerprints are refused, and a set of none is no set")
    void malformed() {
        for (String text : List.of(
                "",
                "sha-256",
                "sha-256 ",
                "sha-256 0",
                "sha-256 00:0",
                "sha-256 0000",
                "sha-256 00:11",
                "sha-256 GG:00",
                " 00:00",
                "sha 256 00:00",
                FIRST + ":",
                FIRST + ":00",
                "sha\u0660 00")) {
            assertThatThrownBy(() -> MediaKey.parse(text)).as(text).isInstanceOf(StirParseException.class);
        }
        assertThatThrownBy(() -> MediaKeys.ofFingerprints(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("MSEC-14 an m-line is covered only if it has fingerprints and all are signed")
    void coverage() {
        MediaKeys signed = MediaKeys.ofFingerprints(List.of(FIRST));
        assertThat(signed.coverage(List.of(FIRST))).isEqualTo(MediaKeys.Coverage.COVERED);
        assertThat(signed.coverage(List.of())).isEqualTo(MediaKeys.Coverage.NO_FINGERPRINT);
        assertThat(signed.coverage(List.of(SECOND))).isEqualTo(MediaKeys.Coverage.NOT_SIGNED);
        assertThat(signed.coverage(List.of(FIRST, SECOND))).isEqualTo(MediaKeys.Coverage.NOT_SIGNED);
        assertThat(signed.coverage(List.of("sha-256 zz"))).isEqualTo(MediaKeys.Coverage.NOT_SIGNED);
    }
}
