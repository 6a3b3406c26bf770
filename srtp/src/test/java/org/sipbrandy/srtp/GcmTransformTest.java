package org.sipbrandy.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.srtp.Packets.bytes;
import static org.sipbrandy.srtp.Packets.hex;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 7714 §16 and §17, whose keys are session keys. */
class GcmTransformTest {
    private static final byte[] SALT = hex("51756964 2070726f 2071756f");
    private static final String RTP = "8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976"
            + "69736120 696e2070 61727465 73207472 6573";
    private static final String RTCP = "81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
            + "deadbeef deadbeef deadbeef deadbeef deadbeef";
    private static final int RTP_SSRC = 0x5501_a0b2;
    private static final int RTCP_SSRC = 0x4d61_7273;
    private static final int INDEX = 0x5d4;

    static Stream<Arguments> keyed() {
        return Providers.algorithms()
                .flatMap(algorithms -> Stream.of(
                        Arguments.of(
                                16,
                                algorithms,
                                "8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5"
                                        + "0d294e6f 42a5f47a 51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce",
                                "81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d"
                                        + "c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872"
                                        + "45d9eade 800005d4",
                                RTCP + "841dd968 3dd78ec9 2ae58790 125f62b3 000005d4",
                                "22493f82 d2bce397 e9d79e3b 19aa4216"),
                        Arguments.of(
                                32,
                                algorithms,
                                "8040f17b 8041f8d3 5501a0b2 32b1de78 a822fe12 ef9f78fa 332e33aa b1801238"
                                        + "9a58e2f3 b50b2a02 76ffae0f 1ba63799 b87b7aa3 db36dfff d6b0f9bb 7878d7a7 6c13",
                                "81c8000d 4d617273 d50ae4d1 f5ce5d30 4ba297e4 7d470c28 2c3ece5d bffe0a50"
                                        + "a2eaa5c1 110555be 8415f658 c61de047 6f1b6fad 1d1eb30c 4446839f 57ff6f6c"
                                        + "b26ac3be 800005d4",
                                RTCP + "91db4afb feee5a97 8fab4393 ed2615fe 000005d4",
                                "a866d591 0f887463 067ceefe c45215d4")));
    }

    private static GcmTransform transform(int keyLength, Algorithms algorithms) {
        return new GcmTransform(
                new GcmCipher(bytes(0, keyLength), SALT, algorithms),
                new GcmCipher(bytes(0, keyLength), SALT, algorithms));
    }

    @ParameterizedTest
    @MethodSource("keyed")
    @DisplayName("SRTP-09 SRTP packets are those of RFC 7714 §16")
    void rtp(int keyLength, Algorithms algorithms, String sealed, String sealedRtcp, String clearRtcp, String tag) {
        GcmTransform gcm = transform(keyLength, algorithms);
        byte[] plain = hex(RTP);
        byte[] packet = Arrays.copyOf(plain, plain.length + 16);

        assertThat(gcm.sealRtp(packet, 0, 12, plain.length, RTP_SSRC, 0xf17b)).isEqualTo(packet.length);
        assertThat(packet).isEqualTo(hex(sealed));
        assertThat(gcm.openRtp(packet, 0, 12, packet.length, RTP_SSRC, 0xf17b)).isEqualTo(plain.length);
        assertThat(Arrays.copyOf(packet, plain.length)).isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("keyed")
    @DisplayName("SRTP-09 the tag of a packet that is all associated data is that of RFC 7714 §16.1.3 and §16.2.3")
    void tagOnly(int keyLength, Algorithms algorithms, String sealed, String sealedRtcp, String clearRtcp, String tag) {
        GcmTransform gcm = transform(keyLength, algorithms);
        byte[] plain = hex(RTP);
        byte[] packet = Arrays.copyOf(plain, plain.length + 16);

        gcm.sealRtp(packet, 0, plain.length, plain.length, RTP_SSRC, 0xf17b);

        assertThat(packet).isEqualTo(hex(RTP + tag));
        assertThat(gcm.openRtp(packet, 0, plain.length, packet.length, RTP_SSRC, 0xf17b))
                .isEqualTo(plain.length);
    }

    @ParameterizedTest
    @MethodSource("keyed")
    @DisplayName("SRTP-09 SRTP-06 SRTCP packets are those of RFC 7714 §17")
    void rtcp(int keyLength, Algorithms algorithms, String sealed, String sealedRtcp, String clearRtcp, String tag) {
        byte[] plain = hex(RTCP);
        for (int word : new int[] {INDEX | Transform.ENCRYPTED, INDEX}) {
            GcmTransform gcm = transform(keyLength, algorithms);
            byte[] packet = Arrays.copyOf(plain, plain.length + 20);

            assertThat(gcm.sealRtcp(packet, 0, plain.length, RTCP_SSRC, word)).isEqualTo(packet.length);
            assertThat(packet).isEqualTo(hex(word < 0 ? sealedRtcp : clearRtcp));
            assertThat(gcm.rtcpWord(packet, 0, packet.length)).isEqualTo(word);
            assertThat(gcm.openRtcp(packet, 0, packet.length, RTCP_SSRC, word)).isEqualTo(plain.length);
            assertThat(Arrays.copyOf(packet, plain.length)).isEqualTo(plain);
        }
    }
}
