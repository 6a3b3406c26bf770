package org.sipbrandy.cli.audit.capture;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an IP packet says, whole or a fragment.
 *
 * @param identification what the fragments of a packet have in common
 * @param offset of its payload in the packet, in octets
 * @param more whether fragments follow
 * @param payload behind all headers of IP
 */
record IpPacket(
        byte[] source,
        byte[] destination,
        int protocol,
        long identification,
        int offset,
        boolean more,
        byte[] payload) {
    static final int TCP = 6;
    static final int UDP = 17;

    private static final int FRAGMENT = 44;
    private static final int MAX_EXTENSIONS = 16;

    boolean isFragment() {
        return offset > 0 || more;
    }

    /** Reads what begins there; empty if it is malformed or was not captured. */
    static Optional<IpPacket> read(byte[] octets, int at) {
        if (at >= octets.length) {
            return Optional.empty();
        }
        return (octets[at] & 0xff) >> 4 == 4 ? v4(octets, at) : v6(octets, at);
    }

    /** RFC 791 §3.1. */
    private static Optional<IpPacket> v4(byte[] octets, int at) {
        int available = octets.length - at;
        int header = (octets[at] & 0x0f) * 4;
        if (header < 20 || available < header) {
            return Optional.empty();
        }
        int total = Octets.uint16(octets, at + 2);
        // 0 where the network card splits: what was captured is the packet
        int length = total == 0 ? available : total;
        if (length < header) {
            return Optional.empty();
        }
        int fragment = Octets.uint16(octets, at + 6);
        int end = at + Math.min(length, available);
        return Optional.of(new IpPacket(
                Arrays.copyOfRange(octets, at + 12, at + 16),
                Arrays.copyOfRange(octets, at + 16, at + 20),
                octets[at + 9] & 0xff,
                Octets.uint16(octets, at + 4),
                (fragment & 0x1fff) * 8,
                (fragment & 0x2000) != 0,
                Arrays.copyOfRange(octets, at + header, end)));
    }

    /** RFC 8200 §3, §4. */
    private static Optional<IpPacket> v6(byte[] octets, int at) {
        if (octets.length - at < 40) {
            return Optional.empty();
        }
        int length = Octets.uint16(octets, at + 4);
        int end = length == 0 ? octets.length : Math.min(octets.length, at + 40 + length);
        int next = octets[at + 6] & 0xff;
        int place = at + 40;
        int offset = 0;
        boolean more = false;
        long identification = 0;
        for (int i = 0; i < MAX_EXTENSIONS && isExtension(next); i++) {
            if (end - place < 8) {
                return Optional.empty();
            }
            int own = next;
            next = octets[place] & 0xff;
            if (own == FRAGMENT) {
                int fragment = Octets.uint16(octets, place + 2);
                offset = fragment & 0xfff8;
                more = (fragment & 1) != 0;
                identification = Octets.uint32(octets, place + 4);
                place += 8;
                if (offset > 0) {
                    break; // the other headers stand in the first one
                }
            } else {
                place += ((octets[place + 1] & 0xff) + 1) * 8;
            }
        }
        if (place > end) {
            return Optional.empty();
        }
        return Optional.of(new IpPacket(
                Arrays.copyOfRange(octets, at + 8, at + 24),
                Arrays.copyOfRange(octets, at + 24, at + 40),
                next,
                identification,
                offset,
                more,
                Arrays.copyOfRange(octets, place, end)));
    }

    private static boolean isExtension(int header) {
        return header == 0 || header == 43 || header == 60 || header == FRAGMENT;
    }
}
