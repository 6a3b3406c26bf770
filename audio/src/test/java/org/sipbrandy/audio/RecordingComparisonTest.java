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

    /** What stays of the voice when the samples from here to there are replaced. */
    private static short[] replaced(int from, int to, short[] by) {
        short[] out = new short[VOICE.length - (to - from) + by.length];
        System.arraycopy(VOICE, 0, out, 0, from);
        System.arraycopy(by, 0, out, from, by.length);
        System.arraycopy(VOICE, to, out, from + by.length, VOICE.length - to);
        return out;
    }

    private static RecordingComparison compare(short[] recording) {
        return RecordingComparison.of(VOICE, delayed(recording, 1_000), 16_000);
    }

    /** A place in the middle of a loud vowel. */
    private static int loud(int from, int to) {
        int best = from;
        double level = -200;
        for (int at = from; at + 640 < to; at += 80) {
            double here = LevelMeter.rms(Arrays.copyOfRange(VOICE, at, at + 640));
            if (here > level) {
                level = here;
                best = at + 320;
            }
        }
        return best;
    }

    @Test
    @DisplayName("a period played twice or left out in the middle is followed, and told as delay")
    void timeScaled() {
        int middle = loud(40_000, 60_000);
        for (int period : new int[] {48, 100, 160}) {
            RecordingComparison stretched =
                    compare(replaced(middle, middle, Arrays.copyOfRange(VOICE, middle, middle + period)));
            assertThat(stretched.correlation()).isGreaterThan(0.98);
            assertThat(stretched.longestGapMillis()).isZero();
            assertThat(stretched.largestDelayMillis()).isEqualTo((1_000 + period) / 16.0);
            RecordingComparison shortened = compare(replaced(middle, middle + period, new short[0]));
            assertThat(shortened.correlation()).isGreaterThan(0.98).isLessThan(1);
            assertThat(shortened.largestDelayMillis()).isEqualTo(1_000 / 16.0);
        }
    }

    @Test
    @DisplayName("every 20 ms given its own shift does not make another voice or noise match")
    void foreign() {
        assertThat(compare(Signals.voice("bob", 16_000)).correlation()).isLessThan(0.5);
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(compare(Signals.noise(seed, 5_000, VOICE.length)).correlation())
                    .isLessThan(0.2);
        }
        short[] half = Signals.voice("bob", 16_000);
        System.arraycopy(VOICE, 0, half, 0, VOICE.length / 2);
        assertThat(compare(half).correlation()).isLessThan(0.85);
    }

    @Test
    @DisplayName("half a second that is missing counts as missing, whether what follows closes up or not")
    void missing() {
        for (int at : new int[] {24_000, 45_000, 65_000}) {
            assertThat(compare(replaced(at, at + 8_000, new short[0])).correlation())
                    .as("cut out at %d", at)
                    .isLessThan(0.9);
            RecordingComparison silent = compare(replaced(at, at + 8_000, new short[8_000]));
            assertThat(silent.longestGapMillis()).as("silent at %d", at).isGreaterThan(100);
        }
    }

    @Test
    @DisplayName("pieces in the wrong order are not read in the right one")
    void swapped() {
        for (int piece : new int[] {1_600, 4_000, 8_000, 30_000}) {
            short[] out = VOICE.clone();
            for (int at = 16_000; at + 2 * piece < VOICE.length; at += 2 * piece) {
                System.arraycopy(VOICE, at, out, at + piece, piece);
                System.arraycopy(VOICE, at + piece, out, at, piece);
            }
            assertThat(compare(out).correlation()).as("pieces of %d", piece).isLessThan(0.8);
        }
    }

    @Test
    @DisplayName("25 ms that are silent are a gap, though they were put in and nothing is missing")
    void silence() {
        int middle = loud(40_000, 60_000);
        assertThat(compare(replaced(middle, middle + 400, new short[400])).longestGapMillis())
                .isBetween(23.0, 27.0);
        RecordingComparison putIn = compare(replaced(middle, middle, new short[400]));
        assertThat(putIn.longestGapMillis()).isBetween(20.5, 27.0);
        assertThat(putIn.largestDelayMillis()).isEqualTo(1_400 / 16.0);
    }

    @Test
    @DisplayName("what is said over the voice counts against it")
    void garbled() {
        short[] noisy = VOICE.clone();
        short[] noise = Signals.noise(9, 4_000, VOICE.length);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = (short) Math.clamp(noisy[i] + noise[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
        assertThat(compare(noisy).correlation()).isLessThan(0.9);
    }
}
