package org.sipbrandy.cli.audit.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.TransportAddress;

class TcpStreamsTest {
    private static final TransportAddress A = TransportAddress.parse("192.0.2.1:40000");
    private static final TransportAddress B = TransportAddress.parse("192.0.2.2:5060");

    private final List<Chunk> chunks = new ArrayList<>();
    private final TcpStreams streams = new TcpStreams(chunks::add);
    private Instant now = Handmade.NOON;

    private void segment(long sequence, byte[] payload, boolean opens) {
        streams.add(new Packet.Segment(now, A, B, sequence & 0xffff_ffffL, 0, false, opens, false, payload));
    }

    private void acknowledge(long sequence) {
        streams.add(new Packet.Segment(now, B, A, 0, sequence & 0xffff_ffffL, true, false, false, new byte[0]));
    }

    private byte[] all() {
        var out = new ByteArrayOutputStream();
        chunks.forEach(chunk -> out.writeBytes(chunk.octets()));
        return out.toByteArray();
    }

    private static byte[] random(int length, long seed) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    @Test
    @DisplayName(
            "segments out of order, repeated and overlapping give the octets once, over the end of the numbers, too")
    void anyOrder() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            byte[] octets = random(20_000, seed);
            long first = 0xffff_ffffL - random.nextInt(20_000);
            chunks.clear();
            var one = new TcpStreams(chunks::add);
            one.add(new Packet.Segment(now, A, B, first, 0, false, true, false, new byte[0]));
            var pieces = new ArrayList<int[]>();
            for (int at = 0; at < octets.length; ) {
                int length = Math.min(octets.length - at, 1 + random.nextInt(1400));
                pieces.add(new int[] {at, at + length});
                int back = Math.min(at, random.nextInt(300)); // overlaps what came before
                pieces.add(new int[] {at - back, at + length});
                at += length;
            }
            for (int i = 0; i < pieces.size(); i++) { // each is at most ten places from its own
                java.util.Collections.swap(pieces, i, Math.min(pieces.size() - 1, i + random.nextInt(10)));
            }
            for (int[] piece : pieces) {
                one.add(new Packet.Segment(
                        now,
                        A,
                        B,
                        first + 1 + piece[0] & 0xffff_ffffL,
                        0,
                        false,
                        false,
                        false,
                        Arrays.copyOfRange(octets, piece[0], piece[1])));
            }
            one.end(now);
            assertThat(all()).as("seed %d", seed).isEqualTo(octets);
            assertThat(chunks.stream().skip(1)).as("seed %d", seed).allMatch(Chunk::follows);
        }
    }

    @Test
    @DisplayName("what was not captured is skipped once the other side has acknowledged it for a second, and said")
    void missing() {
        segment(999, new byte[0], true);
        segment(1000, random(100, 1), false);
        segment(1200, random(100, 2), false);
        acknowledge(1300);
        assertThat(chunks).hasSize(1);
        now = now.plus(Duration.ofSeconds(2));
        acknowledge(1300);
        assertThat(chunks).hasSize(2);
        assertThat(chunks.getLast().follows()).isFalse();
        assertThat(chunks.getLast().octets()).isEqualTo(random(100, 2));
    }

    @Test
    @DisplayName("the first octets stand: a second segment of the same place changes nothing")
    void firstStands() {
        segment(999, new byte[0], true);
        segment(1000, new byte[] {1, 2, 3}, false);
        segment(1000, new byte[] {9, 9, 9, 4}, false);
        assertThat(all()).containsExactly(1, 2, 3, 4);
    }

    @Test
    @DisplayName("a new connection on the same ports begins anew")
    void again() {
        segment(999, new byte[0], true);
        segment(1000, new byte[] {1}, false);
        segment(70_000, new byte[0], true);
        segment(70_001, new byte[] {2}, false);
        assertThat(all()).containsExactly(1, 2);
        assertThat(chunks.getLast().follows()).isFalse();
    }

    @Test
    @DisplayName("octets that wait for what never comes are limited")
    void limited() {
        segment(999, new byte[0], true);
        byte[] payload = new byte[1400];
        for (int i = 0; i < 100_000; i++) {
            segment(1001 + i * 1400L, payload, false);
        }
        int octets = chunks.stream().mapToInt(chunk -> chunk.octets().length).sum();
        assertThat(octets).isGreaterThan(100_000 * 1400 - (1 << 19));
    }
}
