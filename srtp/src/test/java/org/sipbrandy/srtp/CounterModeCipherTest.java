package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.srtp.Packets.hex;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CounterModeCipherTest {
    private static final int LENGTH = 1_044_512;
    private static final byte[] SALT = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#algorithms")
    @DisplayName("SRTP-01 the AES-CM keystream is that of RFC 3711 B.2")
    void rfc3711AppendixB2(Algorithms algorithms) {
        byte[] stream = new CounterModeCipher(hex("2B7E151628AED2A6ABF7158809CF4F3C"), SALT, algorithms)
                .keystream(LENGTH, 0, 0);

        assertThat(Arrays.copyOf(stream, 48))
                .isEqualTo(hex("E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
        assertThat(Arrays.copyOfRange(stream, LENGTH - 48, LENGTH))
                .isEqualTo(hex("EC8CDF7398607CB0F2D21675EA9EA1E4 362B7C3C6773516318A077D7FC5073AE"
                        + "6A2CC3787889374FBEB4C81B17BA6C44"));
    }

    @ParameterizedTest
    @MethodSource("org.sipbrandy.srtp.Providers#algorithms")
    @DisplayName("the AES-256-CM keystream is that of RFC 6188 §7.1")
    void rfc6188(Algorithms algorithms) {
        byte[] key = hex("57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98");
        byte[] stream = new CounterModeCipher(key, SALT, algorithms).keystream(LENGTH, 0, 0);

        assertThat(Arrays.copyOf(stream, 48))
                .isEqualTo(hex("92bdd28a93c3f52511c677d08b5515a4 9da71b2378a854f67050756ded165bac"
                        + "63c4868b7096d88421b563b8c94c9a31"));
        assertThat(Arrays.copyOfRange(stream, LENGTH - 48, LENGTH))
                .isEqualTo(hex("cea518c90fd91ced9cbb18c078a54711 3dbc4814f4da5f00a08772b63c6a046d"
                        + "6eb246913062a16891433e97dd01a57f"));
    }
}
