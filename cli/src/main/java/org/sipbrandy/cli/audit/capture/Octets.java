package org.sipbrandy.cli.audit.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads whole pieces of a file. */
final class Octets {
    private Octets() {}

    /** So many octets; empty at the end of the file. */
    static ByteBuffer orEnd(InputStream in, int length, ByteOrder order) throws IOException {
        byte[] octets = in.readNBytes(length);
        if (octets.length > 0 && octets.length < length) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(octets).order(order);
    }

    /** So many octets, which must be there. */
    static ByteBuffer of(InputStream in, int length, ByteOrder order) throws IOException {
        var octets = orEnd(in, length, order);
        if (octets.remaining() < length) {
            throw new EOFException();
        }
        return octets;
    }

    static int uint16(byte[] octets, int at) {
        return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
    }

    static long uint32(byte[] octets, int at) {
        return (long) uint16(octets, at) << 16 | uint16(octets, at + 2);
    }
}
