package org.sipbrandy.cli.audit.media;

/** Reads unsigned numbers in network order. */
final class Bytes {
    private Bytes() {}

    static int uint8(byte[] octets, int at) {
        return octets[at] & 0xff;
    }

    static int uint16(byte[] octets, int at) {
        return uint8(octets, at) << 8 | uint8(octets, at + 1);
    }

    static int uint24(byte[] octets, int at) {
        return uint16(octets, at) << 8 | uint8(octets, at + 2);
    }

    static long uint32(byte[] octets, int at) {
        return (long) uint16(octets, at) << 16 | uint16(octets, at + 2);
    }
}
