package org.sipbrandy.agent.certificate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Tells addresses of the open Internet from those that a stranger's URI has no business with. */
public final class PublicAddress {
    private PublicAddress() {}

    /** Whether it is one of the open Internet. */
    public static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] octets = address.getAddress();
        return address instanceof Inet6Address ? v6(octets) : v4(octets, 0);
    }

    private static boolean v4(byte[] octets, int at) {
        int a = octets[at] & 0xff;
        int b = octets[at + 1] & 0xff;
        int c = octets[at + 2] & 0xff;
        boolean special = a == 0 // RFC 1122 §3.2.1.3
                || a == 10
                || a == 127
                || a >= 224 // multicast, reserved, broadcast
                || a == 100 && b >= 64 && b < 128 // RFC 6598
                || a == 169 && b == 254
                || a == 172 && b >= 16 && b < 32
                || a == 192 && b == 168
                || a == 192 && b == 0 && (c == 0 || c == 2) // RFC 6890, RFC 5737
                || a == 198 && (b == 18 || b == 19) // RFC 2544
                || a == 198 && b == 51 && c == 100
                || a == 203 && b == 0 && c == 113;
        return !special;
    }

    private static boolean v6(byte[] octets) {
        if ((octets[0] & 0xfe) == 0xfc) { // RFC 4193
            return false;
        }
        boolean zeros = allZero(octets, 0, 10);
        if (zeros && (octets[10] == -1 && octets[11] == -1 || octets[10] == 0 && octets[11] == 0)) {
            return v4(octets, 12); // IPv4-mapped and -compatible
        }
        if (octets[0] == 0 && octets[1] == 0x64 && (octets[2] & 0xff) == 0xff && (octets[3] & 0xff) == 0x9b) {
            return v4(octets, 12); // RFC 6052: whoever translates reaches the IPv4 address
        }
        if (octets[0] == 0x20 && octets[1] == 0x02) {
            return v4(octets, 2); // RFC 3056
        }
        boolean documentation =
                octets[0] == 0x20 && octets[1] == 0x01 && octets[2] == 0x0d && (octets[3] & 0xff) == 0xb8;
        boolean teredo = octets[0] == 0x20 && octets[1] == 0x01 && octets[2] == 0 && octets[3] == 0;
        return !documentation && !teredo;
    }

    private static boolean allZero(byte[] octets, int from, int to) {
        return Arrays.equals(octets, from, to, new byte[to - from], 0, to - from);
    }
}
