package org.sipbrandy.cli.audit.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.ice.TransportAddress;

/** Captures made octet by octet. */
public final class Handmade {
    public static final int SYN = 2;
    public static final int ACK = 16;
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final boolean nanos;

    private Handmade(ByteOrder order, boolean nanos, int linkType) {
        this.order = order;
        this.nanos = nanos;
        var header = ByteBuffer.allocate(24).order(order);
        header.putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        header.putLong(0).putInt(262_144).putInt(linkType);
        out.writeBytes(header.array());
    }

    /** A classic file of Ethernet. */
    public static Handmade ethernet() {
        return new Handmade(ByteOrder.LITTLE_ENDIAN, false, 1);
    }

    static Handmade of(ByteOrder order, boolean nanos, int linkType) {
        return new Handmade(order, nanos, linkType);
    }

    /** Adds a packet as its link has it. */
    Handmade frame(Instant time, byte[] frame) {
        var header = ByteBuffer.allocate(16).order(order);
        header.putInt((int) time.getEpochSecond()).putInt(nanos ? time.getNano() : time.getNano() / 1000);
        header.putInt(frame.length).putInt(frame.length);
        out.writeBytes(header.array());
        out.writeBytes(frame);
        return this;
    }

    /** Adds an IP packet in an Ethernet frame. */
    public Handmade packet(Instant time, byte[] ip) {
        return frame(time, link(12, ip));
    }

    public Handmade udp(Instant time, String from, String to, byte[] payload) {
        return packet(time, datagram(from, to, payload));
    }

    public byte[] octets() {
        return out.toByteArray();
    }

    /** So many octets of a link's own, of which the last two are the EtherType, then the packet. */
    static byte[] link(int before, byte[] ip) {
        return ByteBuffer.allocate(before + 2 + ip.length)
                .position(before)
                .putShort((short) (ip[0] >> 4 == 4 ? 0x0800 : 0x86dd))
                .put(ip)
                .array();
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** An IP packet with a datagram of UDP. */
    public static byte[] datagram(String from, String to, byte[] payload) {
        var source = TransportAddress.parse(from);
        var destination = TransportAddress.parse(to);
        var udp = ByteBuffer.allocate(8 + payload.length);
        udp.putShort((short) source.port()).putShort((short) destination.port());
        udp.putShort((short) (8 + payload.length)).putShort((short) 0).put(payload);
        return ip(source, destination, 17, udp.array());
    }

    /** An IP packet with a segment of TCP. */
    public static byte[] segment(String from, String to, long sequence, long acknowledged, int flags, byte[] payload) {
        var source = TransportAddress.parse(from);
        var destination = TransportAddress.parse(to);
        var tcp = ByteBuffer.allocate(20 + payload.length);
        tcp.putShort((short) source.port()).putShort((short) destination.port());
        tcp.putInt((int) sequence).putInt((int) acknowledged).put((byte) 0x50).put((byte) flags);
        tcp.putShort((short) 0xffff).putInt(0).put(payload);
        return ip(source, destination, 6, tcp.array());
    }

    private static byte[] ip(TransportAddress from, TransportAddress to, int protocol, byte[] payload) {
        byte[] source = from.address().bytes();
        byte[] destination = to.address().bytes();
        boolean v4 = source.length == 4;
        var packet = ByteBuffer.allocate((v4 ? 20 : 40) + payload.length);
        if (v4) {
            packet.put((byte) 0x45)
                    .put((byte) 0)
                    .putShort((short) packet.capacity())
                    .putInt(0x4000);
            packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
        } else {
            packet.putInt(0x6000_0000)
                    .putShort((short) payload.length)
                    .put((byte) protocol)
                    .put((byte) 64);
        }
        return packet.put(source).put(destination).put(payload).array();
    }

    /** The same IPv4 packet in fragments of so many octets of payload, a multiple of eight. */
    static List<byte[]> fragments(byte[] ip, int size, int identification) {
        var list = new ArrayList<byte[]>();
        int length = ip.length - 20;
        for (int at = 0; at < length; at += size) {
            int part = Math.min(size, length - at);
            var fragment = ByteBuffer.allocate(20 + part);
            fragment.put(ip, 0, 20).put(ip, 20 + at, part);
            fragment.putShort(2, (short) (20 + part)).putShort(4, (short) identification);
            fragment.putShort(6, (short) (at / 8 | (at + part < length ? 0x2000 : 0)));
            list.add(fragment.array());
        }
        return list;
    }

    /** The same IPv6 packet in fragments. */
    static List<byte[]> fragments6(byte[] ip, int size, int identification) {
        var list = new ArrayList<byte[]>();
        int length = ip.length - 40;
        for (int at = 0; at < length; at += size) {
            int part = Math.min(size, length - at);
            var fragment = ByteBuffer.allocate(48 + part);
            fragment.put(ip, 0, 40).put(ip[6]).put((byte) 0);
            fragment.putShort((short) (at | (at + part < length ? 1 : 0))).putInt(identification);
            fragment.put(ip, 40 + at, part);
            fragment.putShort(4, (short) (8 + part)).put(6, (byte) 44);
            list.add(fragment.array());
        }
        return list;
    }
}
