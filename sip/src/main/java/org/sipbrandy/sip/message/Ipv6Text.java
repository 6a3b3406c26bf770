package org.sipbrandy.sip.message;

import org.jspecify.annotations.Nullable;

/** Address literals read without the network classes. */
final class Ipv6Text {
    private Ipv6Text() {}

    /**
     * The sixteen octets of an IPv6 address, or null if malformed. Three colons before an IPv4 tail
     * are taken as two: the ABNF of RFC 3261 led to them (RFC 5118 §4.9).
     */
    static byte @Nullable [] parse(String text, int start, int end) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int i = start;
        if (end - i >= 2 && text.charAt(i) == ':') {
            if (text.charAt(i + 1) != ':') {
                return null;
            }
            gap = 0;
            i += 2;
        }
        while (i < end) {
            if (text.charAt(i) == ':') {
                int tail = i + 1;
                // the third colon, allowed only right after the gap and before an IPv4 address
                if (gap != count || ipv4(text, tail, end) < 0) {
                    return null;
                }
                i = tail;
                continue;
            }
            int groupStart = i;
            int value = 0;
            while (i < end && CharClass.isHex(text.charAt(i)) && i - groupStart < 4) {
                value = value << 4 | Character.digit(text.charAt(i), 16);
                i++;
            }
            if (i == groupStart || count == 8) {
                return null;
            }
            if (i < end && text.charAt(i) == '.') {
                long v4 = ipv4(text, groupStart, end);
                if (v4 < 0 || count > 6) {
                    return null;
                }
                groups[count++] = (int) (v4 >>> 16);
                groups[count++] = (int) (v4 & 0xffff);
                i = end;
                break;
            }
            groups[count++] = value;
            if (i == end) {
                break;
            }
            if (text.charAt(i) != ':' || i + 1 == end) {
                return null;
            }
            i++;
            if (text.charAt(i) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                i++;
            }
        }
        return expand(groups, count, gap);
    }

    private static byte @Nullable [] expand(int[] groups, int count, int gap) {
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        byte[] out = new byte[16];
        for (int i = 0; i < count; i++) {
            int to = gap >= 0 && i >= gap ? 8 - count + i : i;
            out[2 * to] = (byte) (groups[i] >>> 8);
            out[2 * to + 1] = (byte) groups[i];
        }
        return out;
    }

    /** The address as a number, or -1 if malformed. */
    static long ipv4(String text, int start, int end) {
        long value = 0;
        int i = start;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0) {
                if (i >= end || text.charAt(i) != '.') {
                    return -1;
                }
                i++;
            }
            int number = 0;
            int digits = i;
            while (i < end && i - digits < 3 && CharClass.DIGIT.has(text.charAt(i))) {
                number = number * 10 + text.charAt(i++) - '0';
            }
            if (i == digits || number > 255) {
                return -1;
            }
            value = value << 8 | number;
        }
        return i == end ? value : -1;
    }
}
