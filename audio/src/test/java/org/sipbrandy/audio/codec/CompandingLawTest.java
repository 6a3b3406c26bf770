package org.sipbrandy.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompandingLawTest {
    @Test
    @DisplayName("µ-law gives the output values at the segment ends of G.711 table 2")
    void mu() {
        // Values y of table 2a, 14 bits; character signals as transmitted, bit 1 first.
        int[][] known = {
            {0x80, 8031},
            {0x8F, 4191},
            {0x90, 3999},
            {0x9F, 2079},
            {0xA0, 1983},
            {0xAF, 1023},
            {0xB0, 975},
            {0xBF, 495},
            {0xC0, 471},
            {0xCF, 231},
            {0xD0, 219},
            {0xDF, 99},
            {0xE0, 93},
            {0xEF, 33},
            {0xF0, 30},
            {0xFE, 2},
            {0xFF, 0}
        };
        for (int[] pair : known) {
            assertThat(CompandingLaw.MU.expand((byte) pair[0])).isEqualTo((short) (pair[1] << 2));
            assertThat(CompandingLaw.MU.expand((byte) (pair[0] ^ 0x80))).isEqualTo((short) (-pair[1] << 2));
        }
    }

    @Test
    @DisplayName("A-law gives the output values at the segment ends of G.711 table 1")
    void a() {
        // Values y of table 1a, 13 bits (in half steps); even bits inverted on the wire.
        int[][] known = {
            {0xFF, 4032}, {0xF0, 2112}, {0xEF, 2016}, {0xE0, 1056}, {0xDF, 1008}, {0xD0, 528}, {0xCF, 504}, {0xC0, 264},
            {0xBF, 252}, {0xB0, 132}, {0xAF, 126}, {0xA0, 66}, {0x9F, 63}, {0x90, 33}, {0x8F, 31}, {0x80, 1}
        };
        for (int[] pair : known) {
            byte code = (byte) (pair[0] ^ 0x55);
            assertThat(CompandingLaw.A.expand(code)).isEqualTo((short) (pair[1] << 3));
            assertThat(CompandingLaw.A.expand((byte) (code ^ 0x80))).isEqualTo((short) (-pair[1] << 3));
        }
    }

    @ParameterizedTest
    @DisplayName("every code comes back as itself")
    @EnumSource(CompandingLaw.class)
    void all(CompandingLaw law) {
        for (int code = 0; code < 256; code++) {
            short sample = law.expand((byte) code);
            // µ-law has two zeros; the positive one is sent.
            int expected = law == CompandingLaw.MU && code == 0x7F ? 0xFF : code;
            assertThat(law.compress(sample) & 0xFF).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("segments change at the decision values of G.711")
    void decisionValues() {
        int[] mu = {31, 95, 223, 479, 991, 2015, 4063};
        int[] a = {128, 256, 512, 1024, 2048}; // below 128 the first two segments have one step
        for (int i = 0; i < mu.length; i++) {
            assertThat(~CompandingLaw.MU.compress((short) (mu[i] << 2)) >> 4 & 7)
                    .isEqualTo(i + 1);
            assertThat(~CompandingLaw.MU.compress((short) ((mu[i] << 2) - 1)) >> 4 & 7)
                    .isEqualTo(i);
        }
        for (int i = 0; i < a.length; i++) {
            assertThat((CompandingLaw.A.compress((short) (a[i] << 3)) ^ 0x55) >> 4 & 7)
                    .isEqualTo(i + 3);
            assertThat((CompandingLaw.A.compress((short) ((a[i] << 3) - 1)) ^ 0x55) >> 4 & 7)
                    .isEqualTo(i + 2);
        }
    }

    @ParameterizedTest
    @DisplayName("compression never turns around, and is never off by more than half a step")
    @EnumSource(CompandingLaw.class)
    void monotone(CompandingLaw law) {
        int before = Integer.MIN_VALUE;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int back = law.expand(law.compress((short) sample));
            assertThat(back).isGreaterThanOrEqualTo(before);
            before = back;
            if (Math.abs(sample) < 32124) { // µ-law is cut off above
                assertThat(Math.abs(back - sample)).isLessThanOrEqualTo(Math.max(16, Math.abs(sample) / 31 + 5));
            }
        }
    }
}
