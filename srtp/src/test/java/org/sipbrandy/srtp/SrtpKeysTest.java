package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpKeysTest {
    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    @DisplayName("keys go through inline and back, and are printed nowhere")
    void inline(SrtpProfile profile) {
        SrtpKeys keys = SrtpKeys.generate(profile, new SecureRandom());
        SrtpKeys read = SrtpKeys.ofInline(profile, keys.toInline());

        assertThat(read.key()).isEqualTo(keys.key());
        assertThat(read.salt()).isEqualTo(keys.salt());
        assertThat(keys.toString()).isEqualTo("SrtpKeys[" + profile + ", secret]");
    }

    @Test
    @DisplayName("the suites with AES_CM_128 take 30 octets of key and salt, no more and no less")
    void lengths() {
        SrtpProfile profile = SrtpProfile.ofSuite("AES_CM_128_HMAC_SHA1_80").orElseThrow();
        // RFC 4568 §9.1's example.
        SrtpKeys keys = SrtpKeys.ofInline(profile, "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj");
        assertThat(keys.key()).isEqualTo("wDfvg&T+)xG7@fb5".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        for (int length : new int[] {0, 29, 31, 46}) {
            assertThatIllegalArgumentException().isThrownBy(() -> SrtpKeys.ofConcatenated(profile, new byte[length]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SrtpKeys.ofInline(profile, "not base64!"));
        assertThatIllegalArgumentException().isThrownBy(() -> SrtpKeys.of(profile, new byte[16], new byte[12]));
    }

    @Test
    @DisplayName("keys made are new each time")
    void unique() {
        SecureRandom random = new SecureRandom();
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(made.add(SrtpKeys.generate(SrtpProfile.AEAD_AES_256_GCM, random)
                            .toInline()))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("wiped keys are zeros and serve no more")
    void wiped() {
        SrtpKeys keys = Packets.keys(SrtpProfile.AEAD_AES_128_GCM);
        byte[] key = keys.key();
        byte[] salt = keys.salt();
        keys.close();

        assertThat(key).containsOnly(0);
        assertThat(salt).containsOnly(0);
        assertThat(keys.isWiped()).isTrue();
        assertThatIllegalStateException().isThrownBy(keys::toInline);
        assertThatIllegalStateException().isThrownBy(() -> new SrtpSender(keys, SrtpOptions.defaults()));
    }

    @Test
    @DisplayName("profiles are found by number and by suite name")
    void profiles() {
        for (SrtpProfile profile : SrtpProfile.values()) {
            assertThat(SrtpProfile.ofSuite(profile.suite())).contains(profile);
            if (profile.hasId()) {
                assertThat(SrtpProfile.ofId(profile.id())).contains(profile);
            } else {
                assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(profile::id);
            }
        }
        assertThat(SrtpProfile.ofId(0)).isEmpty();
        assertThat(SrtpProfile.ofId(5)).isEmpty();
        assertThat(SrtpProfile.ofSuite("F8_128_HMAC_SHA1_80")).isEmpty();
        assertThat(SrtpProfile.AEAD_AES_128_GCM.id()).isEqualTo(7);
        assertThat(SrtpProfile.AEAD_AES_256_GCM.id()).isEqualTo(8);
        assertThat(SrtpProfile.AES128_CM_HMAC_SHA1_80.id()).isEqualTo(1);
    }
}
