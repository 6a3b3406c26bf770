package org.sipbrandy.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecordingComparisonTest {
    private static final short[] VOICE = Signals.voice("alice", 16_000);

    private static short[] delayed(short[] pcm, int samples) {
        short[] out = new short[pcm.length + samples];
        System.arraycopy(pcm, 0, out, samples, pcm.length);
        return out;
    }

    @Test
    @DisplayName("a delayed copy is found at its place, later and earlier")
    void delay() {
        RecordingComparison later = RecordingComparison.of(VOICE, delayed(VOICE, 1_234), 16_000);
        assertThat(later.delayMillis()).isEqualTo(1_234 / 16.0);
        assertThat(later.correlation()).isCloseTo(1, within(1e-9));
        assertThat(later.longestGapMillis()).isZero();
        RecordingComparison earlier = RecordingComparison.of(delayed(VOICE, 800), VOICE, 16_000);
        assertThat(earlier.delayMillis()).isEqualTo(-50);
    }

    @Test
    @DisplayName("loudness does not matter, another voice, noise and silence do")
    void different() {
        short[] quiet = new short[VOICE.length];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = (short) (VOICE[i] / 4);
        }
        assertThat(RecordingComparison.of(VOICE, quiet, 16_000).correlation()).isGreaterThan(0.999);
        assertThat(RecordingComparison.of(VOICE, Signals.voice("bob", 16_000), 16_000)
                        .correlation())
                .isLessThan(0.4);
        assertThat(RecordingComparison.of(VOICE, Signals.noise(1, 5_000, 90_000), 16_000)
                        .correlation())
                .isLessThan(0.1);
        RecordingComparison silent = RecordingComparison.of(VOICE, new short[VOICE.length], 16_000);
        assertThat(silent.correlation()).isZero();
        assertThat(silent.longestGapMillis()).isGreaterThan(200);
        assertThat(RecordingComparison.of(new short[0], new short[0], 16_000).correlation())
                .isZero();
    }

    @Test
    @DisplayName("a hole in the recording is measured, a pause of the speaker is none")
    void gap() {
        int loudest = 0;
        double level = -200;
        for (int at = 0; at + 1_600 < VOICE.length; at += 160) {
            double here = LevelMeter.rms(Arrays.copyOfRange(VOICE, at, at + 1_600));
            if (here > level) {
                level = here;
                loudest = at;
            }
        }
        for (int millis : new int[] {10, 20, 40, 80}) {
            short[] holed = VOICE.clone();
            Arrays.fill(holed, loudest, loudest + 16 * millis, (short) 0);
            assertThat(RecordingComparison.of(VOICE, delayed(holed, 500), 16_000)
                            .longestGapMillis())
                    .isBetween(millis - 2.0, millis + 2.0);
        }
    }
}
