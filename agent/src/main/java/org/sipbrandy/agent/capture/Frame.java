package org.sipbrandy.agent.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** UDP and TCP in IPv4 or IPv6, in the Ethernet frame without addresses that a loopback interface shows. */
final class Frame {
    private static final int ETHERNET = 14;
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int HOPS = 64;

    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int PSH = 0x08;
    static final int ACK = 0x10;

    private Frame() {}

    static byte[] udp(InetSocketAddress from, InetSocketAddress to, int trafficClass, byte[] payload) {
        int length = 8 + payload.length;
        var frame = ip(from, to, trafficClass, UDP, length);
        int start = frame.position();
        frame.putShort((short) from.getPort()).putShort((short) to.getPort());
        frame.putShort((short) length).putShort((short) 0).put(payload);
        int sum = checksum(frame.array(), start, length, pseudoHeader(from, to, UDP, length));
        frame.putShort(start + 6, (short) (sum == 0 ? 0xffff : sum)); // RFC 768: 0 says that there is none
        return frame.array();
    }

    /** @param sequence of the first octet; taken modulo 2^32, as is {@code acknowledged} */
    static byte[] tcp(
            InetSocketAddress from, InetSocketAddress to, long sequence, long acknowledged, int flags, byte[] payload) {
        int length = 20 + payload.length;
        var frame = ip(from, to, 0, TCP, length);
        int start = frame.position();
        frame.putShort((short) from.getPort()).putShort((short) to.getPort());
        frame.putInt((int) sequence).putInt((int) acknowledged);
        frame.put((byte) 0x50).put((byte) flags).putShort((short) 0xffff); // no options; the largest window
        frame.putShort((short) 0).putShort((short) 0).put(payload);
        frame.putShort(start + 16, (short) checksum(frame.array(), start, length, pseudoHeader(from, to, TCP, length)));
        return frame.array();
    }

    private static ByteBuffer ip(
            InetSocketAddress from, InetSocketAddress to, int trafficClass, int protocol, int length) {
        byte[] source = from.getAddress().getAddress();
        byte[] destination = to.getAddress().getAddress();
        if (source.length != destination.length) {
            throw new IllegalArgumentException("from " + from + " to " + to + ": not one family");
        }
        boolean v4 = source.length == 4;
        int header = v4 ? 20 : 40;
        var frame = ByteBuffer.allocate(ETHERNET + header + length);
        frame.position(12).putShort((short) (v4 ? 0x0800 : 0x86dd));
        if (v4) {
            frame.put((byte) 0x45).put((byte) trafficClass).putShort((short) (header + length));
            frame.putShort((short) 0).putShort((short) 0x4000); // RFC 6864: no identification where nothing is split
            frame.put((byte) HOPS).put((byte) protocol).putShort((short) 0);
            frame.put(source).put(destination);
            frame.putShort(ETHERNET + 10, (short) checksum(frame.array(), ETHERNET, header, 0));
        } else {
            frame.putInt(0x6000_0000 | trafficClass << 20).putShort((short) length);
            frame.put((byte) protocol).put((byte) HOPS);
            frame.put(source).put(destination);
        }
        return frame;
    }

    /** RFC 768, RFC 8200 §8.1. */
    private static long pseudoHeader(InetSocketAddress from, InetSocketAddress to, int protocol, int length) {
        byte[] source = from.getAddress().getAddress();
        byte[] destination = to.getAddress().getAddress();
        return words(source, 0, source.length) + words(destination, 0, destination.length) + protocol + length;
    }

    /** RFC 1071. */
    private static int checksum(byte[] octets, int start, int length, long further) {
        long sum = words(octets, start, length) + further;
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) ~sum & 0xffff;
    }

    private static long words(byte[] octets, int start, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = octets[start + i] & 0xff;
            sum += i % 2 == 0 ? octet << 8 : octet;
        }
        return sum;
    }
}
