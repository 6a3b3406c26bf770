package org.sipbrandy.audio.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipbrandy.audio.FramePacer;
import org.sipbrandy.audio.RecordingComparison;
import org.sipbrandy.audio.Signals;
import org.sipbrandy.audio.codec.Codec;
import org.sipbrandy.audio.codec.Encoding;

/** Whole streams over a simulated network, in virtual time. */
class PlayoutTest {
    private static final long MILLI = 1_000_000;

    private record Arrival(long at, int sequence, long timestamp, byte[] payload) {}

    /** What the network does to packets. */
    private record Network(double lossProbability, double jitterMillis, double driftPpm, double duplicateProbability) {
        static final Network CLEAN = new Network(0, 0, 0, 0);
    }

    private record Outcome(short[] recording, PlayoutStatistics statistics, double worstDelay) {}

    private static short[] original(int sampleRate, int seconds) {
        short[] voice = Signals.voice("bob", sampleRate);
        short[] pcm = new short[sampleRate * seconds];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = voice[i % voice.length];
        }
        return pcm;
    }

    private static List<Arrival> send(Codec codec, short[] pcm, Network network, Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        int frame = codec.frameSamples();
        int sequence = 65_500; // wraps soon
        long timestamp = 0xFFFF_F000L;
        for (int at = 0; at + frame <= pcm.length; at += frame, sequence++, timestamp += codec.frameTicks()) {
            byte[] payload = codec.encode(Arrays.copyOfRange(pcm, at, at + frame));
            long sent = (long)
                    ((at / (double) codec.sampleRate() + codec.ptime() / 1000.0) * 1e9 * (1 + network.driftPpm / 1e6));
            if (random.nextDouble() < network.lossProbability) {
                continue;
            }
            do {
                long delay = (long) (10 * MILLI + random.nextDouble() * network.jitterMillis * MILLI);
                arrivals.add(new Arrival(sent + delay, sequence & 0xFFFF, timestamp & 0xFFFF_FFFFL, payload));
            } while (random.nextDouble() < network.duplicateProbability);
        }
        arrivals.sort((a, b) -> Long.compare(a.at, b.at));
        return arrivals;
    }

    private static Outcome play(Encoding encoding, List<Arrival> arrivals, int seconds) {
        Codec decoder = encoding.open();
        Playout playout = new Playout(decoder);
        FramePacer pacer = new FramePacer(7 * MILLI, 20, 4);
        short[] recording = new short[decoder.sampleRate() * (seconds + 1)];
        int filled = 0;
        int next = 0;
        double worst = 0;
        while (filled + playout.frameSamples() <= recording.length) {
            long now = pacer.deadline();
            for (; next < arrivals.size() && arrivals.get(next).at <= now; next++) {
                Arrival a = arrivals.get(next);
                playout.receive(a.sequence, a.timestamp, a.payload, a.at);
            }
            assertThat(pacer.take(now)).isTrue();
            short[] frame = playout.pull(now);
            assertThat(frame).hasSize(playout.frameSamples());
            System.arraycopy(frame, 0, recording, filled, frame.length);
            filled += frame.length;
            worst = Math.max(worst, playout.statistics().delayMillis());
        }
        return new Outcome(recording, playout.statistics(), worst);
    }

    @ParameterizedTest(name = "{0} with frames of {1} ms")
    @DisplayName("a clean network gives every sample back, without a gap and with no more than 60 ms of delay")
    @CsvSource({"PCMU,10", "PCMU,20", "PCMU,60", "PCMA,30", "G722,20", "OPUS,20", "OPUS,60"})
    void clean(Encoding encoding, int ptime) {
        Codec codec = encoding.open(ptime, "");
        short[] pcm = original(codec.sampleRate(), 6);
        Outcome outcome = play(encoding, send(codec, pcm, Network.CLEAN, new Random(1)), 6);
        RecordingComparison comparison = RecordingComparison.of(pcm, outcome.recording, codec.sampleRate());
        assertThat(outcome.statistics.lost()).isZero();
        assertThat(outcome.statistics.late()).isZero();
        assertThat(outcome.statistics.discarded()).isZero();
        assertThat(outcome.worstDelay).isLessThanOrEqualTo(60);
        assertThat(comparison.correlation()).isGreaterThan(0.9);
        assertThat(comparison.longestGapMillis()).isLessThanOrEqualTo(20);
        // One frame to fill it, 10 ms on the way, at most 60 ms here, 6.5 ms in Opus.
        assertThat(comparison.delayMillis()).isBetween(ptime + 10.0, ptime + 80.0);
    }

    @ParameterizedTest(name = "jitter {0} ms")
    @DisplayName("the delay follows the jitter, few packets come too late, and none is played out of order")
    @ValueSource(ints = {10, 30, 60, 120, 250})
    void jitter(int jitterMillis) {
        for (long seed = 1; seed <= 5; seed++) {
            Codec codec = Encoding.PCMU.open();
            List<Arrival> arrivals =
                    send(codec, original(8_000, 30), new Network(0, jitterMillis, 0, 0), new Random(seed));
            PlayoutStatistics statistics = play(Encoding.PCMU, arrivals, 30).statistics;
            assertThat(statistics.late() + statistics.underruns())
                    .as("seed %d %s", seed, statistics)
                    .isLessThan(arrivals.size() / 12);
            assertThat(statistics.delayMillis()).as("seed %d", seed).isLessThan(jitterMillis + 50);
            assertThat(statistics.targetMillis()).isBetween(20.0, jitterMillis + 20.0);
        }
    }

    @ParameterizedTest(name = "drift {0} ppm")
    @DisplayName("a sender's clock that is off neither fills nor drains the buffer")
    @ValueSource(ints = {-1000, -200, 200, 1000})
    void drift(int ppm) {
        Codec codec = Encoding.PCMU.open();
        List<Arrival> arrivals = send(codec, original(8_000, 60), new Network(0, 5, ppm, 0), new Random(3));
        Outcome outcome = play(Encoding.PCMU, arrivals, 60);
        assertThat(outcome.worstDelay).isLessThan(70);
        assertThat(outcome.statistics.lost()).isZero();
        assertThat(outcome.statistics.discarded()).isZero();
        assertThat(outcome.statistics.underruns()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("losses are counted and concealed, duplicates are dropped, and the audio stays in time")
    void lossAndDuplicates() {
        for (long seed = 1; seed <= 20; seed++) {
            Codec codec = Encoding.PCMA.open();
            short[] pcm = original(8_000, 6);
            List<Arrival> arrivals = send(codec, pcm, new Network(0.1, 15, 0, 0.1), new Random(seed));
            Outcome outcome = play(Encoding.PCMA, arrivals, 6);
            long distinct = arrivals.stream().map(Arrival::sequence).distinct().count();
            PlayoutStatistics s = outcome.statistics;
            assertThat(s.received()).isEqualTo(arrivals.size());
            assertThat(s.played() + s.late() + s.duplicates() + s.discarded()).isEqualTo(s.received());
            assertThat(s.played()).as("seed %d %s", seed, s).isGreaterThan(distinct * 95 / 100);
            assertThat(s.lost()).isBetween(300 - distinct - 10, 300 - distinct + 15);
            assertThat(outcome.worstDelay).isLessThan(110);
            RecordingComparison comparison = RecordingComparison.of(pcm, outcome.recording, 8_000);
            assertThat(comparison.longestGapMillis())
                    .as("seed %d %s", seed, comparison)
                    .isLessThan(90);
        }
    }

    @Test
    @DisplayName("a stall of the network is caught up with, and the delay stays within its bound")
    void stall() {
        Codec codec = Encoding.PCMU.open();
        List<Arrival> arrivals = send(codec, original(8_000, 30), Network.CLEAN, new Random(1)).stream()
                .map(a -> a.at >= 3_000 * MILLI && a.at < 4_000 * MILLI
                        ? new Arrival(4_000 * MILLI, a.sequence, a.timestamp, a.payload)
                        : a)
                .toList();
        Outcome outcome = play(Encoding.PCMU, arrivals, 30);
        assertThat(outcome.worstDelay).isLessThanOrEqualTo(420);
        assertThat(outcome.statistics.delayMillis()).isLessThanOrEqualTo(60);
        assertThat(outcome.statistics.discarded()).isPositive();
    }

    @Test
    @DisplayName("a pause in the stream (DTX) is silence, not loss, and speech goes on in time after it")
    void discontinuous() {
        Codec codec = Encoding.PCMU.open();
        List<Arrival> sent = send(codec, Signals.sine(300, 8000, 8_000 * 4, 8_000), Network.CLEAN, new Random(1));
        List<Arrival> arrivals = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < sent.size(); i++) {
            Arrival a = sent.get(i);
            if (i >= 50 && i < 125) {
                left++;
            } else {
                arrivals.add(new Arrival(a.at, a.sequence - left & 0xFFFF, a.timestamp, a.payload));
            }
        }
        Outcome outcome = play(Encoding.PCMU, arrivals, 4);
        assertThat(outcome.statistics.lost()).isZero();
        assertThat(outcome.statistics.late()).isZero();
        assertThat(outcome.statistics.played()).isEqualTo(arrivals.size());
        assertThat(outcome.worstDelay).isLessThanOrEqualTo(65);
    }

    @Test
    @DisplayName("a sender that begins anew with other numbers is followed")
    void beginsAnew() {
        Codec codec = Encoding.PCMU.open();
        Playout playout = new Playout(codec);
        byte[] payload = codec.encode(Signals.sine(300, 8000, 160, 8_000));
        long now = 0;
        for (int i = 0; i < 100; i++, now += 20 * MILLI) {
            playout.receive(40_000 + i, 3_000_000_000L + i * 160L, payload, now);
            playout.pull(now);
        }
        long before = playout.statistics().played();
        for (int i = 0; i < 100; i++, now += 20 * MILLI) {
            playout.receive(100 + i, 2_000_000_000L + i * 160L, payload, now);
            playout.pull(now);
        }
        assertThat(playout.statistics().played() - before).isGreaterThan(90);
    }

    @Test
    @DisplayName("any sequence of packets and pulls is survived, and the delay is bounded")
    void chaos() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Encoding encoding = Encoding.values()[random.nextInt(1, 4)];
            Codec codec = encoding.open();
            Playout playout = new Playout(codec);
            long now = random.nextLong() / 4;
            int sequence = random.nextInt();
            long timestamp = random.nextLong();
            for (int i = 0; i < 400; i++) {
                switch (random.nextInt(12)) {
                    case 0 -> timestamp = random.nextLong();
                    case 1 -> sequence = random.nextInt();
                    case 2 -> now += random.nextInt(2_000) * MILLI;
                    default -> {}
                }
                byte[] payload = new byte[random.nextInt(500)];
                playout.receive(sequence++, timestamp, payload, now);
                timestamp += payload.length;
                now += random.nextInt(40) * MILLI;
                if (random.nextBoolean()) {
                    assertThat(playout.pull(now)).hasSize(playout.frameSamples());
                }
            }
            PlayoutStatistics s = playout.statistics();
            assertThat(s.received()).as("seed %d", seed).isEqualTo(400);
            assertThat(s.targetMillis()).isBetween(20.0, 400.0);
        }
    }
}
