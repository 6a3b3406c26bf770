package org.sipbrandy.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.cli.audit.capture.Handmade;
import org.sipbrandy.cli.audit.capture.Packet;
import org.sipbrandy.ice.TransportAddress;

class SignallingTest {
    private static final TransportAddress A = TransportAddress.parse("192.0.2.1:40000");
    private static final TransportAddress B = TransportAddress.parse("192.0.2.2:9999");
    private static final Instant NOW = Handmade.NOON;

    private final List<Sighting> seen = new ArrayList<>();
    private final Signalling signalling = new Signalling(seen::add);

    private static byte[] message(int number) {
        return ("INFO sip:b@example.com SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK" + number
                        + "\r\nMax-Forwards: 70\r\nFrom: <sip:a@example.com>;tag=1\r\nTo: <sip:b@example.com>;tag=2\r\n"
                        + "Call-ID: 1\r\nCSeq: " + number + " INFO\r\nContent-Length: 4\r\n\r\nbody")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void segment(long sequence, byte[] octets) {
        signalling.add(new Packet.Segment(NOW, A, B, sequence, 0, false, false, false, octets));
    }

    private List<Long> numbers() {
        return seen.stream().map(one -> one.message().headers().cseq().number()).toList();
    }

    @Test
    @DisplayName("messages on a connection are found wherever segments are cut, after keep-alives, on any port")
    void cuts() {
        byte[] all = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 1; i <= 3; i++) {
            byte[] next = message(i);
            byte[] longer = Arrays.copyOf(all, all.length + next.length);
            System.arraycopy(next, 0, longer, all.length, next.length);
            all = longer;
        }
        for (int seed = 0; seed < 300; seed++) {
            seen.clear();
            var random = new Random(seed);
            var one = new Signalling(seen::add);
            for (int at = 0; at < all.length; ) {
                int length = Math.min(all.length - at, 1 + random.nextInt(seed % 3 == 0 ? 3 : 300));
                one.add(new Packet.Segment(
                        NOW, A, B, 100 + at, 0, false, false, false, Arrays.copyOfRange(all, at, at + length)));
                at += length;
            }
            one.end(NOW);
            assertThat(numbers()).as("seed %d", seed).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    @DisplayName("where octets are missing, reading goes on at the next start line")
    void gap() {
        byte[] first = message(1);
        byte[] second = message(2);
        segment(100, Arrays.copyOf(first, 50));
        segment(100 + first.length, second);
        signalling.end(NOW);
        assertThat(numbers()).containsExactly(2L);
    }

    @Test
    @DisplayName("a capture that begins within a message gives the next one")
    void begunWithin() {
        byte[] octets = message(1);
        segment(500, Arrays.copyOfRange(octets, 60, octets.length));
        segment(500 + octets.length - 60L, message(2));
        signalling.end(NOW);
        assertThat(numbers()).containsExactly(2L);
    }

    @Test
    @DisplayName("TLS is told by its ClientHello, with its port, and is no SIP")
    void tls() {
        byte[] hello = new byte[200];
        hello[0] = 22;
        hello[1] = 3;
        hello[2] = 1;
        hello[5] = 1;
        segment(1, hello);
        assertThat(signalling.tlsPorts()).containsExactly(9999);
        assertThat(seen).isEmpty();
    }

    @Test
    @DisplayName("a datagram is SIP by its start line, whatever its port; others are left to media")
    void datagrams() {
        assertThat(signalling.add(new Packet.Datagram(NOW, A, B, message(7)))).isTrue();
        assertThat(signalling.add(new Packet.Datagram(NOW, A, B, new byte[] {(byte) 0x80, 0, 0, 0})))
                .isFalse();
        assertThat(numbers()).containsExactly(7L);
    }
}
