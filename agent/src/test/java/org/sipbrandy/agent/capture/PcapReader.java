package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads captures back, and refuses what a strict reader would: wrong lengths, wrong checksums. */
final class PcapReader {
    /** A packet of UDP or TCP. For UDP, sequence, acknowledged and flags are 0. */
    record Packet(
            long micros,
            InetSocketAddress from,
            InetSocketAddress to,
            boolean tcp,
            long sequence,
            long acknowledged,
            int flags,
            int trafficClass,
            byte[] payload) {}

    private PcapReader() {}

    static List<Packet> read(Path file) throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        check(in.getInt() == 0xa1b2c3d4 && in.getShort() == 2 && in.getShort() == 4, "no capture");
        in.position(in.position() + 8);
        int snapshot = in.getInt();
        check(in.getInt() == 1, "not Ethernet");
        var packets = new ArrayList<Packet>();
        while (in.hasRemaining()) {
            long micros = in.getInt() * 1_000_000L + in.getInt();
            int length = in.getInt();
            check(length == in.getInt() && length <= snapshot, "length");
            byte[] frame = new byte[length];
            in.get(frame);
            packets.add(packet(micros, frame));
        }
        return packets;
    }

    static Packet packet(long micros, byte[] frame) throws IOException {
        var in = ByteBuffer.wrap(frame);
        int type = in.getShort(12);
        in.position(14);
        boolean v4 = type == 0x0800;
        check(v4 || type == (short) 0x86dd, "neither IPv4 nor IPv6");
        int trafficClass;
        int protocol;
        int length;
        if (v4) {
            check(sum(frame, 14, 20, 0) == 0xffff, "IPv4 header checksum");
            check(in.get(14) == 0x45 && in.getShort(16) == frame.length - 14, "IPv4 header");
            trafficClass = in.get(15) & 0xff;
            protocol = in.get(23);
            length = frame.length - 34;
            in.position(26);
        } else {
            check(in.getInt(14) >>> 28 == 6, "IPv6 header");
            trafficClass = in.getInt(14) >>> 20 & 0xff;
            length = in.getShort(18) & 0xffff;
            check(length == frame.length - 54, "IPv6 length");
            protocol = in.get(20);
            in.position(22);
        }
        byte[] source = new byte[v4 ? 4 : 16];
        byte[] destination = new byte[source.length];
        in.get(source).get(destination);
        int start = in.position();
        check(
                sum(frame, start - 2 * source.length, 2 * source.length + length, protocol + length) == 0xffff,
                "transport checksum");
        int from = in.getShort() & 0xffff;
        int to = in.getShort() & 0xffff;
        check(protocol == 17 || protocol == 6, "protocol " + protocol);
        if (protocol == 17) {
            check((in.getShort() & 0xffff) == length && in.getShort() != 0, "UDP header");
        }
        boolean tcp = protocol == 6;
        long sequence = tcp ? in.getInt() & 0xffff_ffffL : 0;
        long acknowledged = tcp ? in.getInt() & 0xffff_ffffL : 0;
        int flags = tcp ? in.getShort() & 0xff : 0;
        in.position(start + (tcp ? 20 : 8));
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        return new Packet(
                micros,
                new InetSocketAddress(InetAddress.getByAddress(source), from),
                new InetSocketAddress(InetAddress.getByAddress(destination), to),
                tcp,
                sequence,
                acknowledged,
                flags,
                trafficClass,
                payload);
    }

    /** The folded sum of 16-bit words: 0xffff where a right checksum is among them. */
    private static int sum(byte[] octets, int start, int length, int further) {
        long sum = further;
        for (int i = 0; i < length; i++) {
            sum += (octets[start + i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) sum;
    }

    private static void check(boolean right, String what) throws IOException {
        if (!right) {
            throw new IOException("wrong: " + what);
        }
    }
}
