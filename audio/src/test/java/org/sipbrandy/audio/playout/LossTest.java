package org.sipbrandy.audio.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipbrandy.audio.RecordingComparison;
import org.sipbrandy.audio.Signals;
import org.sipbrandy.audio.codec.Codec;
import org.sipbrandy.audio.codec.Encoding;

/** What is left of speech when packets are lost at random, in virtual time. */
class LossTest {
    private static final long FRAME = 20_000_000;

    /** What the decoder hears, how much of it was recovered and how much made up. */
    private record Heard(short[] pcm, PlayoutStatistics statistics) {}

    /** Sends speech every 20 ms and plays it; {@code percent} of the packets do not come. */
    private static Heard hear(Encoding encoding, String fmtp, int percent, long seed) {
        Codec sender = encoding.open(20, fmtp);
        Playout playout = new Playout(encoding.open());
        short[] pcm = Signals.voice("bob", sender.sampleRate());
        int frame = sender.frameSamples();
        int frames = pcm.length / frame;
        short[] out = new short[(frames + 3) * frame];
        Random random = new Random(seed);
        for (int i = 0; i < frames + 3; i++) {
            long now = i * FRAME;
            if (i < frames) {
                byte[] payload = sender.encode(Arrays.copyOfRange(pcm, i * frame, (i + 1) * frame));
                boolean lost = random.nextInt(100) < percent;
                if (!lost || i == 0) {
                    playout.receive(i, (long) i * sender.frameTicks(), payload, now);
                }
            }
            System.arraycopy(playout.pull(now), 0, out, i * frame, frame);
        }
        return new Heard(out, playout.statistics());
    }

    /** The mean over the frames in which somebody speaks of their signal-to-noise ratios, each held between −10 and 35 dB. */
    private static double segmentalSignalToNoise(short[] wanted, short[] heard, int frame) {
        double sum = 0;
        int count = 0;
        for (int at = 0; at + frame <= wanted.length; at += frame) {
            double signal = 0;
            double noise = 1;
            for (int i = at; i < at + frame; i++) {
                double difference = heard[i] - wanted[i];
                signal += (double) wanted[i] * wanted[i];
                noise += difference * difference;
            }
            if (signal > 200.0 * 200 * frame) {
                sum += Math.clamp(10 * Math.log10(signal / noise), -10, 35);
                count++;
            }
        }
        return sum / count;
    }

    @ParameterizedTest(name = "{0} at {1} %")
    @DisplayName(
            "speech that loses packets at random is concealed: correlation and segmental signal-to-noise ratio hold")
    @CsvSource({
        "PCMU,5,0.95,29",
        "PCMU,10,0.90,25",
        "G722,5,0.92,24",
        "G722,10,0.85,18",
        "OPUS,5,0.93,28",
        "OPUS,10,0.91,24"
    })
    void concealed(Encoding encoding, int percent, double leastCorrelation, double leastRatio) {
        Quality quality = quality(encoding, encoding.fmtp().orElse(""), percent);
        assertThat(quality.correlation).isGreaterThan(leastCorrelation);
        assertThat(quality.ratio).isGreaterThan(leastRatio);
        assertThat(quality.recoveredMillis > 0).isEqualTo(encoding == Encoding.OPUS);
    }

    @Test
    @DisplayName("Opus recovers single losses by forward error correction as it is set by default")
    void forwardErrorCorrection() {
        Quality with = quality(Encoding.OPUS, "useinbandfec=1", 10);
        Quality without = quality(Encoding.OPUS, "", 10);
        assertThat(with.correlation).isGreaterThan(without.correlation + 0.01);
    }

    /** Means over some random losses, against the original and against what is heard without any. */
    private record Quality(double correlation, double ratio, double recoveredMillis) {}

    private static Quality quality(Encoding encoding, String fmtp, int percent) {
        int rate = encoding.sampleRate();
        short[] original = Signals.voice("bob", rate);
        short[] whole = hear(encoding, fmtp, 0, 0).pcm;
        double correlation = 0;
        double ratio = 0;
        double recovered = 0;
        int seeds = 5;
        for (long seed = 1; seed <= seeds; seed++) {
            Heard heard = hear(encoding, fmtp, percent, seed);
            correlation +=
                    RecordingComparison.of(original, heard.pcm, rate, 200).correlation() / seeds;
            ratio += segmentalSignalToNoise(whole, heard.pcm, rate / 50) / seeds;
            recovered += heard.statistics.recoveredMillis() / seeds;
        }
        return new Quality(correlation, ratio, recovered);
    }
}
