package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PacketKindTest {
    @Test
    @DisplayName("MUX-06 every first byte is told apart by RFC 7983 §7")
    void firstByte() {
        for (int first = 0; first < 256; first++) {
            PacketKind expected = PacketKind.UNKNOWN;
            if (first <= 3) {
                expected = PacketKind.STUN;
            } else if (first >= 16 && first <= 19) {
                expected = PacketKind.ZRTP;
            } else if (first >= 20 && first <= 63) {
                expected = PacketKind.DTLS;
            } else if (first >= 64 && first <= 79) {
                expected = PacketKind.TURN_CHANNEL;
            } else if (first >= 128 && first <= 191) {
                expected = PacketKind.RTP;
            }
            assertThat(PacketKind.of(new byte[] {(byte) first, 0}))
                    .as("byte %d", first)
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("MUX-02 the second byte 192 to 223 is RTCP, all others RTP")
    void secondByte() {
        for (int second = 0; second < 256; second++) {
            boolean rtcp = second >= 192 && second <= 223;
            assertThat(PacketKind.of(new byte[] {(byte) 0x80, (byte) second}))
                    .as("byte %d", second)
                    .isEqualTo(rtcp ? PacketKind.RTCP : PacketKind.RTP);
        }
    }

    @Test
    @DisplayName("MUX-06 nothing, and half an RTP header, is unknown")
    void tooShort() {
        assertThat(PacketKind.of(new byte[0])).isEqualTo(PacketKind.UNKNOWN);
        assertThat(PacketKind.of(new byte[] {(byte) 0x80})).isEqualTo(PacketKind.UNKNOWN);
        assertThat(PacketKind.of(new byte[] {9, 9, 20, 1}, 2, 2)).isEqualTo(PacketKind.DTLS);
    }
}
