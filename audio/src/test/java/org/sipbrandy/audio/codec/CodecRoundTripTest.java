package org.sipbrandy.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipbrandy.audio.LevelMeter;
import org.sipbrandy.audio.RecordingComparison;
import org.sipbrandy.audio.Resampler;
import org.sipbrandy.audio.Signals;

class CodecRoundTripTest {
    private static short[] through(Codec codec, short[] pcm) {
        int frame = codec.frameSamples();
        short[] out = new short[pcm.length / frame * frame];
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            byte[] payload = codec.encode(Arrays.copyOfRange(pcm, at, at + frame));
            assertThat(codec.samplesIn(payload)).isEqualTo(frame);
            System.arraycopy(codec.decode(payload), 0, out, at, frame);
        }
        return out;
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("speech comes through each codec with a correlation of 0.9 at least")
    @CsvSource({"OPUS,alice", "OPUS,bob", "G722,alice", "G722,bob", "PCMU,alice", "PCMU,bob", "PCMA,alice", "PCMA,bob"})
    void speech(Encoding encoding, String voice) {
        Codec codec = encoding.open();
        short[] original = Signals.voice(voice, 16_000);
        short[] sent = Resampler.resample(original, 16_000, codec.sampleRate());
        short[] received = Resampler.resample(through(codec, sent), codec.sampleRate(), 16_000);

        RecordingComparison comparison = RecordingComparison.of(original, received, 16_000);

        assertThat(comparison.correlation()).isGreaterThan(0.9);
        assertThat(comparison.longestGapMillis()).isLessThan(20);
        assertThat(comparison.delayMillis()).isBetween(-1.0, 10.0);
    }

    @ParameterizedTest
    @DisplayName("every frame length of 10 to 60 ms is sent and received")
    @EnumSource(Encoding.class)
    void frameLengths(Encoding encoding) {
        for (int ptime : new int[] {10, 20, 40, 60}) {
            Codec codec = encoding.open(ptime, "");
            short[] pcm = Signals.sine(440, 8000, codec.sampleRate(), codec.sampleRate());
            short[] out = through(codec, pcm);
            assertThat(codec.frameTicks()).isEqualTo(encoding.clockRate() / 1000 * ptime);
            assertThat(LevelMeter.rms(out)).isBetween(LevelMeter.rms(pcm) - 1.5, LevelMeter.rms(pcm) + 1.5);
        }
        assertThatThrownBy(() -> encoding.open(25, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoding.open().encode(new short[7])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName(
            "G.722 keeps a tone with a signal-to-noise ratio above 25 dB in the lower band and 12 dB in the higher")
    void g722Noise() {
        assertThat(signalToNoise(1000)).isGreaterThan(25);
        assertThat(signalToNoise(300)).isGreaterThan(25);
        assertThat(signalToNoise(3000)).isGreaterThan(20);
        assertThat(signalToNoise(5500)).isGreaterThan(10);
    }

    private static double signalToNoise(double hertz) {
        short[] pcm = Signals.sine(hertz, 8000, 16_000, 16_000);
        short[] out = through(new G722(20), pcm);
        double best = -100;
        for (int delay = 0; delay < 40; delay++) {
            double noise = 0;
            double signal = 0;
            for (int i = 2000; i < out.length; i++) {
                double difference = out[i] - pcm[i - delay];
                noise += difference * difference;
                signal += (double) pcm[i - delay] * pcm[i - delay];
            }
            best = Math.max(best, 10 * Math.log10(signal / noise));
        }
        return best;
    }

    @ParameterizedTest
    @DisplayName("whatever a peer sends is decoded or concealed, and never throws")
    @EnumSource(Encoding.class)
    void garbage(Encoding encoding) {
        long seed = 20261124;
        Random random = new Random(seed);
        Codec codec = encoding.open();
        byte[] good = codec.encode(Signals.sine(300, 5000, codec.frameSamples(), codec.sampleRate()));
        for (int i = 0; i < 3000; i++) {
            byte[] payload;
            if (i % 2 == 0) {
                payload = new byte[random.nextInt(200)];
                random.nextBytes(payload);
            } else {
                payload = Arrays.copyOf(good, Math.max(0, good.length + random.nextInt(5) - 3));
                if (payload.length > 0) {
                    payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            int expected = codec.samplesIn(payload);
            assertThatCode(() -> {
                        short[] pcm = codec.decode(payload);
                        assertThat(pcm).hasSize(expected == 0 ? codec.frameSamples() : expected);
                        codec.recover(payload, codec.frameSamples());
                        codec.conceal(1 + random.nextInt(codec.frameSamples()));
                    })
                    .as("seed %d packet %d", seed, i)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @DisplayName("a lost packet is made up for, and a long loss fades to silence")
    @EnumSource(Encoding.class)
    void loss(Encoding encoding) {
        Codec codec = encoding.open();
        short[] tone = Signals.sine(200, 8000, codec.sampleRate(), codec.sampleRate());
        through(codec, tone);
        short[] first = codec.conceal(codec.frameSamples());
        assertThat(LevelMeter.rms(first)).isGreaterThan(LevelMeter.rms(tone) - (encoding == Encoding.OPUS ? 12 : 3));
        short[] later = first;
        for (int i = 0; i < 30; i++) {
            later = codec.conceal(codec.frameSamples());
        }
        assertThat(LevelMeter.rms(later)).isLessThan(-45);
        assertThat(codec.decode(codec.encode(Arrays.copyOf(tone, codec.frameSamples()))))
                .hasSize(codec.frameSamples());
    }

    @ParameterizedTest
    @DisplayName("a lost packet within a steady voice is made up nearly as it was")
    @EnumSource(names = {"PCMU", "PCMA", "G722"})
    void steadyVoice(Encoding encoding) {
        Codec codec = encoding.open();
        int rate = codec.sampleRate();
        short[] voice = new short[rate];
        for (int harmonic = 1; harmonic <= 12; harmonic++) {
            short[] part = Signals.sine(123.0 * harmonic, 6000.0 / harmonic, rate, rate);
            for (int i = 0; i < rate; i++) {
                voice[i] += part[i];
            }
        }
        int frame = codec.frameSamples();
        short[] out = new short[rate];
        for (int i = 0; i < 50; i++) {
            byte[] payload = codec.encode(Arrays.copyOfRange(voice, i * frame, (i + 1) * frame));
            short[] pcm = i % 5 == 4 ? codec.conceal(frame) : codec.decode(payload);
            System.arraycopy(pcm, 0, out, i * frame, frame);
        }
        // The predictors of G.722 lose their step with the sender's and need a while to find it again.
        assertThat(RecordingComparison.of(voice, out, rate).correlation())
                .isGreaterThan(encoding == Encoding.G722 ? 0.9 : 0.98);
    }

    @Test
    @DisplayName("Opus recovers lost packets from the redundancy in the packets that follow")
    void forwardErrorCorrection() {
        double concealed = lossy(false);
        double recovered = lossy(true);
        assertThat(recovered).isGreaterThan(concealed + 0.05);
    }

    private static double lossy(boolean recover) {
        Codec sender = Encoding.OPUS.open(20, "useinbandfec=1");
        sender.expectLoss(20);
        Codec receiver = Encoding.OPUS.open();
        Random random = new Random(7);
        short[] pcm = Signals.voice("bob", sender.sampleRate());
        int frame = sender.frameSamples();
        short[] out = new short[pcm.length];
        boolean hole = false;
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            byte[] payload = sender.encode(Arrays.copyOfRange(pcm, at, at + frame));
            boolean lost = !hole && random.nextInt(4) == 0;
            if (hole) {
                short[] made = recover ? receiver.recover(payload, frame) : receiver.conceal(frame);
                System.arraycopy(made, 0, out, at - frame, frame);
            }
            if (!lost) {
                System.arraycopy(receiver.decode(payload), 0, out, at, frame);
            }
            hole = lost;
        }
        return RecordingComparison.of(pcm, out, sender.sampleRate()).correlation();
    }
}
