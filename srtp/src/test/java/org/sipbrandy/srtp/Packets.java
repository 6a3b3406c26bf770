package org.sipbrandy.srtp;

import java.util.Arrays;
import java.util.HexFormat;
import org.sipbrandy.srtp.rtp.RtpPacket;

/** Packets for tests, with room for protection. */
final class Packets {
    static final int SSRC = 0xcafe_babe;

    private Packets() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    static byte[] bytes(int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    static SrtpKeys keys(SrtpProfile profile) {
        return keys(profile, 0);
    }

    static SrtpKeys keys(SrtpProfile profile, int seed) {
        return SrtpKeys.of(profile, bytes(seed, profile.keyLength()), bytes(0xa0 + seed, profile.saltLength()));
    }

    static byte[] payload() {
        return bytes(1, 160);
    }

    static byte[] rtp(int sequenceNumber) {
        return rtp(SSRC, sequenceNumber);
    }

    static byte[] rtp(int ssrc, int sequenceNumber) {
        byte[] packet = new byte[172];
        RtpPacket.write(packet, 0, false, 0, sequenceNumber, 160L * sequenceNumber, ssrc, payload());
        return packet;
    }

    /** An SR without blocks. */
    static byte[] rtcp(int ssrc) {
        byte[] packet = hex("80c8000600000000 0102030405060708 090a0b0c 0d0e0f10 11121314");
        Words.int32(packet, 4, ssrc);
        return packet;
    }

    static byte[] protect(SrtpSender sender, byte[] packet) {
        byte[] room = Arrays.copyOf(packet, packet.length + 32);
        SrtpStatus status = sender.protect(room, 0, packet.length);
        if (status != SrtpStatus.OK) {
            throw new AssertionError(status);
        }
        return Arrays.copyOf(room, sender.length());
    }

    static byte[] protectRtcp(SrtpSender sender, byte[] packet) {
        byte[] room = Arrays.copyOf(packet, packet.length + 32);
        SrtpStatus status = sender.protectRtcp(room, 0, packet.length);
        if (status != SrtpStatus.OK) {
            throw new AssertionError(status);
        }
        return Arrays.copyOf(room, sender.length());
    }

    static SrtpStatus unprotect(SrtpReceiver receiver, byte[] packet) {
        return receiver.unprotect(packet.clone(), 0, packet.length);
    }

    static SrtpStatus unprotectRtcp(SrtpReceiver receiver, byte[] packet) {
        return receiver.unprotectRtcp(packet.clone(), 0, packet.length);
    }
}
