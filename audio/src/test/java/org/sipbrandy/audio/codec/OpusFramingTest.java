package org.sipbrandy.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpusFramingTest {
    private static byte[] packet(int length, int... head) {
        byte[] packet = new byte[length];
        for (int i = 0; i < head.length; i++) {
            packet[i] = (byte) head[i];
        }
        return packet;
    }

    @Test
    @DisplayName("well-formed packets play as long as RFC 6716 §3.1 says")
    void durations() {
        assertThat(OpusFraming.samples(packet(1, 3 << 3))).isEqualTo(2880); // SILK, 60 ms, nothing sent
        assertThat(OpusFraming.samples(packet(50, 15 << 3))).isEqualTo(960); // hybrid, 20 ms
        assertThat(OpusFraming.samples(packet(50, 28 << 3))).isEqualTo(120); // CELT, 2.5 ms
        assertThat(OpusFraming.samples(packet(51, 31 << 3 | 1))).isEqualTo(1920);
        assertThat(OpusFraming.samples(packet(400, 31 << 3 | 2, 252, 10))).isEqualTo(1920); // 292 bytes and the rest
        assertThat(OpusFraming.samples(packet(2 + 6 * 5, 31 << 3 | 3, 6))).isEqualTo(5760);
        assertThat(OpusFraming.samples(packet(20, 31 << 3 | 3, 0xC0 | 2, 4, 5))).isEqualTo(1920); // 4 bytes of padding
    }

    @Test
    @DisplayName("packets that break a rule of RFC 6716 §3.4 play nothing")
    void malformed() {
        assertThat(OpusFraming.samples(packet(0))).as("R1").isZero();
        assertThat(OpusFraming.samples(packet(1277, 15 << 3))).as("R2").isZero();
        assertThat(OpusFraming.samples(packet(50, 31 << 3 | 1))).as("R3").isZero();
        assertThat(OpusFraming.samples(packet(1, 31 << 3 | 2))).as("R4").isZero();
        assertThat(OpusFraming.samples(packet(20, 31 << 3 | 2, 19))).as("R4").isZero();
        assertThat(OpusFraming.samples(packet(20, 31 << 3 | 2, 252))).as("R4").isZero();
        assertThat(OpusFraming.samples(packet(20, 31 << 3 | 3, 0))).as("R5").isZero();
        assertThat(OpusFraming.samples(packet(20, 31 << 3 | 3, 7))).as("R5").isZero();
        assertThat(OpusFraming.samples(packet(1, 31 << 3 | 3))).as("R6").isZero();
        assertThat(OpusFraming.samples(packet(9, 31 << 3 | 3, 2))).as("R6").isZero();
        assertThat(OpusFraming.samples(packet(9, 31 << 3 | 3, 0x41, 7)))
                .as("R6")
                .isZero();
        assertThat(OpusFraming.samples(packet(9, 31 << 3 | 3, 0x83, 4, 4)))
                .as("R7")
                .isZero();
    }
}
