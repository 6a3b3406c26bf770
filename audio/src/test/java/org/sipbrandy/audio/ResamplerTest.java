package org.sipbrandy.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResamplerTest {
    private static final int[] RATES = {
        8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_056, 44_100, 48_000, 96_000
    };

    @Test
    @DisplayName("a tone keeps its pitch, level and place between all rates")
    void tone() {
        for (int from : RATES) {
            for (int to : RATES) {
                short[] out = Resampler.resample(Signals.sine(1_000, 10_000, from / 5, from), from, to);
                short[] expected = Signals.sine(1_000, 10_000, out.length, to);
                assertThat(out.length).isEqualTo((int) Math.round((double) (from / 5) * to / from));
                for (int i = to / 50; i < out.length - to / 50; i++) {
                    assertThat(Math.abs(out[i] - expected[i]))
                            .as("%d to %d at %d", from, to, i)
                            .isLessThan(12);
                }
            }
        }
    }

    @Test
    @DisplayName("what the lower rate cannot carry is removed by 60 dB at least")
    void aliases() {
        for (int hertz : new int[] {4_400, 5_000, 7_000}) {
            short[] out = Resampler.resample(Signals.sine(hertz, 20_000, 16_000, 16_000), 16_000, 8_000);
            assertThat(LevelMeter.rms(Arrays.copyOfRange(out, 400, 7_600)))
                    .as("%d Hz", hertz)
                    .isLessThan(-66);
        }
        short[] low = Resampler.resample(Signals.sine(3_400, 20_000, 48_000, 48_000), 48_000, 8_000);
        assertThat(LevelMeter.rms(Arrays.copyOfRange(low, 400, 7_600))).isBetween(-7.5, -7.1);
    }

    @Test
    @DisplayName("a stream cut anywhere gives the same as the whole")
    void streaming() {
        short[] pcm = Signals.noise(5, 10_000, 20_000);
        for (int to : RATES) {
            short[] whole = Resampler.resample(pcm, 16_000, to);
            Random random = new Random(to);
            Resampler resampler = new Resampler(16_000, to);
            for (int round = 0; round < 2; round++) {
                short[] out = new short[whole.length];
                int filled = 0;
                for (int at = 0; at < pcm.length; ) {
                    int length = Math.min(pcm.length - at, random.nextInt(700));
                    short[] part = resampler.process(Arrays.copyOfRange(pcm, at, at + length));
                    System.arraycopy(part, 0, out, filled, part.length);
                    filled += part.length;
                    at += length;
                    assertThat((long) at * to / 16_000 - filled).isBetween(-1L, resampler.delaySamples() + 1L);
                }
                short[] rest = resampler.flush();
                System.arraycopy(rest, 0, out, filled, rest.length);
                assertThat(filled + rest.length).isEqualTo(whole.length);
                assertThat(out).isEqualTo(whole);
            }
        }
    }

    @Test
    @DisplayName("rates out of range are refused")
    void range() {
        assertThatThrownBy(() -> new Resampler(0, 8_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Resampler(8_000, 1_000_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
