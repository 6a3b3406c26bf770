package org.sipbrandy.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MachinesTest {
    @Test
    @DisplayName("frames are due every 20 ms of the clock, however late the caller is")
    void pacing() {
        FramePacer pacer = new FramePacer(1_000, 20, 4);
        long now = 1_000;
        for (int i = 0; i < 10_000; i++) {
            assertThat(pacer.take(now)).isTrue();
            assertThat(pacer.take(now)).isFalse();
            assertThat(pacer.deadline()).isEqualTo(1_000 + (i + 1) * 20_000_000L);
            now = pacer.deadline() + i * 7_919L % 19_000_000L;
        }
        assertThat(pacer.skipped()).isZero();
        assertThat(pacer.take(pacer.deadline() - 1)).isFalse();
    }

    @Test
    @DisplayName("after a stall frames follow each other every 5 ms until the clock is reached")
    void catchingUp() {
        FramePacer pacer = new FramePacer(0, 20, 4);
        long now = 105_000_000L; // frames 0 to 5 are due
        for (int frame = 0; frame < 8; frame++) {
            assertThat(pacer.deadline()).isLessThanOrEqualTo(now);
            assertThat(pacer.take(now)).isTrue();
            assertThat(pacer.take(now)).isFalse();
            assertThat(pacer.taken()).isEqualTo(frame * 20_000_000L);
            assertThat(pacer.due()).isEqualTo((frame + 1) * 20_000_000L);
            now = pacer.deadline();
        }
        assertThat(now).isEqualTo(160_000_000L);
        assertThat(pacer.skipped()).isZero();
    }

    @Test
    @DisplayName("what is more than 400 ms overdue is skipped")
    void skipping() {
        FramePacer pacer = new FramePacer(0, 20, 4);
        long now = 1_000_000_000L; // frames 0 to 50 are due
        assertThat(pacer.take(now)).isTrue();
        assertThat(pacer.taken()).isEqualTo((51 - FramePacer.CATCH_UP) * 20_000_000L);
        assertThat(pacer.skipped()).isEqualTo(51 - FramePacer.CATCH_UP);
        while (pacer.due() < pacer.deadline()) {
            assertThat(pacer.take(pacer.deadline())).isTrue();
        }
        assertThat(pacer.skipped()).isEqualTo(51 - FramePacer.CATCH_UP);
        assertThat(pacer.deadline()).isLessThan(1_200_000_000L);
    }

    @Test
    @DisplayName("who has nothing to lose may skip all that is overdue")
    void skippingAll() {
        FramePacer pacer = new FramePacer(0, 20, 4);
        pacer.catchUp(19_999_999L);
        assertThat(pacer.skipped()).isZero();
        assertThat(pacer.take(85_000_000L)).isTrue();
        pacer.catchUp(85_000_000L);
        assertThat(pacer.skipped()).isEqualTo(3);
        assertThat(pacer.take(85_000_000L)).isTrue();
        assertThat(pacer.taken()).isEqualTo(80_000_000L);
        assertThat(pacer.deadline()).isEqualTo(100_000_000L);
    }

    @Test
    @DisplayName("the media clock keeps its rate over days and wraps at 32 bits")
    void mediaClock() {
        MediaClock clock = new MediaClock(48_000, -5, 0xFFFF_FFFFL);
        assertThat(clock.at(-5)).isEqualTo(0xFFFF_FFFFL);
        assertThat(clock.at(-5 + 1_000_000_000L)).isEqualTo(47_999);
        long days = 10L * 86_400;
        assertThat(clock.at(-5 + days * 1_000_000_000L)).isEqualTo((days * 48_000 - 1) & 0xFFFF_FFFFL);
    }

    @Test
    @DisplayName("levels of silence, of a full sine and of a square wave")
    void level() {
        LevelMeter meter = new LevelMeter();
        assertThat(meter.rms()).isEqualTo(LevelMeter.SILENCE);
        meter.add(new short[100]);
        assertThat(meter.peak()).isEqualTo(LevelMeter.SILENCE);
        meter.reset();
        meter.add(Signals.sine(100, 32_767, 8_000, 8_000));
        assertThat(meter.rms()).isCloseTo(-3.01, within(0.01));
        assertThat(meter.peak()).isCloseTo(0, within(0.01));
        assertThat(LevelMeter.rms(new short[] {-32768, -32768})).isEqualTo(0);
    }
}
