package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.srtp.Packets.hex;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole packets under master keys, as other implementations make them. */
class SrtpVectorsTest {
    private static final String RTP = "800f1234 decafbad cafebabe abababab abababab abababab abababab";

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#options")
    @DisplayName("SRTP-01 a packet under AES128_CM_HMAC_SHA1_80 is the common test packet")
    void counterMode(SrtpOptions options) {
        SrtpKeys keys = SrtpKeys.of(
                SrtpProfile.AES128_CM_HMAC_SHA1_80,
                hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
                hex("0EC675AD498AFEEBB6960B3AABE6"));

        assertThat(Packets.protect(new SrtpSender(keys, options), hex(RTP)))
                .isEqualTo(
                        hex("800f1234 decafbad cafebabe 4e55dc4c e79978d8 8ca4d215 949d2402 b78d6acc 99ea179b 8dbb"));
    }

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#options")
    @DisplayName("SRTP-09 SRTP-10 a packet under AEAD_AES_128_GCM is the common test packet")
    void gcm(SrtpOptions options) {
        assertThat(Packets.protect(new SrtpSender(Packets.keys(SrtpProfile.AEAD_AES_128_GCM), options), hex(RTP)))
                .isEqualTo(hex("800f1234 decafbad cafebabe c5002ede 04cfdd2e b91159e0 880aa06e"
                        + "d2976826 f796b201 df3131a1 27e8a392"));
    }
}
