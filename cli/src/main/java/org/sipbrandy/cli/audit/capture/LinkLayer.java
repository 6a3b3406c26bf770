package org.sipbrandy.cli.audit.capture;

import java.util.OptionalInt;

/** Where IP begins in a packet as its link carries it. */
final class LinkLayer {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_COOKED_2 = 276;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_PPPOE = 0x8864;
    private static final int MAX_TAGS = 4;

    private LinkLayer() {}

    /** The place of the first octet of IPv4 or IPv6; empty if it carries something else. */
    static OptionalInt network(int linkType, byte[] octets) {
        return switch (linkType) {
            case ETHERNET -> tagged(octets, 12);
            case LINUX_COOKED -> tagged(octets, 14);
            case LINUX_COOKED_2 ->
                octets.length >= 20 ? ofType(octets, Octets.uint16(octets, 0), 20) : OptionalInt.empty();
            case NULL, LOOP -> version(octets, 4); // the family's number differs from system to system
            case RAW, IPV4, IPV6 -> version(octets, 0);
            default -> OptionalInt.empty();
        };
    }

    /** Behind an EtherType, through VLAN tags (IEEE 802.1Q, 802.1ad). */
    private static OptionalInt tagged(byte[] octets, int at) {
        int place = at;
        for (int tags = 0; tags <= MAX_TAGS && place + 2 <= octets.length; tags++) {
            int type = Octets.uint16(octets, place);
            if (type != 0x8100 && type != 0x88a8 && type != 0x9100) {
                return ofType(octets, type, place + 2);
            }
            place += 4;
        }
        return OptionalInt.empty();
    }

    private static OptionalInt ofType(byte[] octets, int type, int at) {
        return switch (type) {
            case TYPE_IPV4, TYPE_IPV6 -> version(octets, at);
            case TYPE_PPPOE -> version(octets, at + 8); // RFC 2516 §4 and two octets of PPP
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt version(byte[] octets, int at) {
        if (octets.length <= at) {
            return OptionalInt.empty();
        }
        int version = (octets[at] & 0xff) >> 4;
        return version == 4 || version == 6 ? OptionalInt.of(at) : OptionalInt.empty();
    }
}
