package org.sipbrandy.cli.audit.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureFileTest {
    private static final Instant TIME = Handmade.NOON.plusNanos(123_456_000);
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] V4 = Handmade.datagram("192.0.2.1:5060", "192.0.2.2:5062", HELLO);
    private static final byte[] V6 = Handmade.datagram("[2001:db8::1]:5060", "[2001:db8::2]:5062", HELLO);

    private static List<Packet> read(byte[] octets) throws IOException {
        var packets = new ArrayList<Packet>();
        try (var file = CaptureFile.open(new ByteArrayInputStream(octets), "it")) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                packets.add(next.get());
            }
        }
        return packets;
    }

    private static void isHello(byte[] capture, String from) throws IOException {
        var packets = read(capture);
        assertThat(packets).hasSize(1);
        assertThat(packets.getFirst().time()).isEqualTo(TIME);
        assertThat(packets.getFirst().from()).hasToString(from);
        assertThat(packets.getFirst().payload()).isEqualTo(HELLO);
    }

    static Stream<Arguments> links() {
        byte[] tags = {(byte) 0x88, (byte) 0xa8, 0, 5, (byte) 0x81, 0, 0, 7};
        byte[] ethernet = Handmade.link(12, V4);
        return Stream.of(
                Arguments.of("Ethernet", 1, ethernet, "192.0.2.1:5060"),
                Arguments.of("Ethernet, IPv6", 1, Handmade.link(12, V6), "[2001:db8::1]:5060"),
                Arguments.of(
                        "two VLAN tags",
                        1,
                        Handmade.join(
                                Arrays.copyOf(ethernet, 12), tags, Arrays.copyOfRange(ethernet, 12, ethernet.length)),
                        "192.0.2.1:5060"),
                Arguments.of("Linux cooked", 113, Handmade.link(14, V4), "192.0.2.1:5060"),
                Arguments.of(
                        "Linux cooked, version 2",
                        276,
                        Handmade.join(new byte[] {8, 0}, new byte[18], V4),
                        "192.0.2.1:5060"),
                Arguments.of("loopback of BSD", 0, Handmade.join(new byte[] {2, 0, 0, 0}, V4), "192.0.2.1:5060"),
                Arguments.of("raw", 101, V6, "[2001:db8::1]:5060"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    @DisplayName("a datagram is found behind every kind of link")
    void linkTypes(String name, int linkType, byte[] frame, String from) throws IOException {
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (boolean nanos : new boolean[] {true, false}) {
                isHello(Handmade.of(order, nanos, linkType).frame(TIME, frame).octets(), from);
            }
            isHello(blocks(order, linkType, frame), from);
        }
    }

    /** A pcapng file with an interface of nanoseconds, a block that nobody knows, and the packet. */
    private static byte[] blocks(ByteOrder order, int linkType, byte[] frame) {
        var section = ByteBuffer.allocate(16).order(order);
        section.putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1);
        var description = ByteBuffer.allocate(20).order(order);
        description.putShort((short) linkType).putShort((short) 0).putInt(0);
        description
                .putShort((short) 9)
                .putShort((short) 1)
                .put((byte) 9)
                .put(new byte[3])
                .putInt(0);
        long nanos = TIME.getEpochSecond() * 1_000_000_000 + TIME.getNano();
        var packet = ByteBuffer.allocate(20 + (frame.length + 3) / 4 * 4).order(order);
        packet.putInt(0).putInt((int) (nanos >> 32)).putInt((int) nanos);
        packet.putInt(frame.length).putInt(frame.length).put(frame);
        return Handmade.join(
                block(order, 0x0a0d0d0a, section.array()),
                block(order, 1, description.array()),
                block(order, 0x0bad, new byte[8]),
                block(order, 6, packet.array()));
    }

    private static byte[] block(ByteOrder order, int type, byte[] body) {
        int length = body.length + 12;
        return ByteBuffer.allocate(length)
                .order(order)
                .putInt(type)
                .putInt(length)
                .put(body)
                .putInt(length)
                .array();
    }

    @Test
    @DisplayName("a file compressed by gzip is read as if it were not")
    void compressed() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(Handmade.ethernet().packet(TIME, V4).octets());
        }
        isHello(out.toByteArray(), "192.0.2.1:5060");
    }

    @Test
    @DisplayName("fragments of IPv4 and IPv6 make one datagram, in whatever order they come, with copies among them")
    void fragments() throws IOException {
        byte[] payload = new byte[5000];
        new Random(3).nextBytes(payload);
        byte[] v4 = Handmade.datagram("192.0.2.1:5060", "192.0.2.2:5062", payload);
        byte[] v6 = Handmade.datagram("[2001:db8::1]:5060", "[2001:db8::2]:5062", payload);
        for (var pieces : List.of(Handmade.fragments(v4, 1480, 7), Handmade.fragments6(v6, 1432, 7))) {
            for (int seed = 0; seed < 20; seed++) {
                var shuffled = new ArrayList<>(pieces);
                shuffled.add(pieces.getFirst());
                Collections.shuffle(shuffled, new Random(seed));
                var capture = Handmade.ethernet();
                shuffled.forEach(piece -> capture.packet(TIME, piece));
                var packets = read(capture.octets());
                assertThat(packets).as("seed %d", seed).hasSize(1);
                assertThat(packets.getFirst().payload()).isEqualTo(payload);
            }
        }
    }

    @Test
    @DisplayName("overlapping fragments are dropped with their datagram (RFC 5722)")
    void overlap() throws IOException {
        byte[] packet = Handmade.datagram("192.0.2.1:5060", "192.0.2.2:5062", new byte[3000]);
        var pieces = Handmade.fragments(packet, 1480, 7);
        byte[] shifted = pieces.get(1).clone();
        ByteBuffer.wrap(shifted).putShort(6, (short) (0x2000 | 1472 / 8));
        var capture = Handmade.ethernet().packet(TIME, pieces.getFirst()).packet(TIME, shifted);
        pieces.subList(1, pieces.size()).forEach(piece -> capture.packet(TIME, piece));
        assertThat(read(capture.octets())).isEmpty();
    }

    @Test
    @DisplayName("a file cut anywhere gives what is whole and says that it ends in the middle")
    void truncated() throws IOException {
        byte[] whole = Handmade.ethernet().packet(TIME, V4).packet(TIME, V6).octets();
        int first = 24 + 16 + 14 + V4.length;
        for (int length = 25; length < whole.length; length++) {
            try (var file = CaptureFile.open(new ByteArrayInputStream(whole, 0, length), "it")) {
                int packets = 0;
                while (file.next().isPresent()) {
                    packets++;
                }
                assertThat(packets).isEqualTo(length >= first ? 1 : 0);
                assertThat(file.breach().isEmpty()).isEqualTo(length == first);
            }
        }
    }

    @Test
    @DisplayName("what is no capture is refused in one line")
    void garbage() {
        for (byte[] octets : List.of(new byte[0], new byte[3], HELLO, new byte[100], new byte[] {0x1f, (byte) 0x8b})) {
            assertThatThrownBy(() -> read(octets))
                    .isInstanceOf(CaptureException.class)
                    .message()
                    .doesNotContain("\n")
                    .contains("it is no capture");
        }
    }
}
