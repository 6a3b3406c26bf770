package org.sipbrandy.ice;

import org.jspecify.annotations.Nullable;

/** The text of IP addresses: RFC 4291 §2.2 read, RFC 5952 written. */
final class IpLiteral {
    private static final int MAX_LENGTH = 47;

    private IpLiteral() {}

    /** 4 or 16 bytes, or null if the text is not an address. */
    static byte @Nullable [] parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        boolean bracketed = text.length() >= 2 && text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']';
        if (bracketed) {
            return parseV6(text.substring(1, text.length() - 1));
        }
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    private static byte @Nullable [] parseV4(String text) {
        byte[] bytes = new byte[4];
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int start = at;
            int value = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < 3) {
                value = value * 10 + text.charAt(at++) - '0';
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || value > 255 || leadingZero) {
                return null;
            }
            bytes[i] = (byte) value;
            if (i < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
                return null;
            }
        }
        return at == text.length() ? bytes : null;
    }

    private static byte @Nullable [] parseV6(String text) {
        byte[] bytes = new byte[16];
        int filled = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = text.indexOf(':', at);
            String group = text.substring(at, end < 0 ? text.length() : end);
            if (group.indexOf('.') >= 0) {
                byte @Nullable [] v4 = parseV4(group);
                if (v4 == null || end >= 0 || filled > 12) {
                    return null;
                }
                System.arraycopy(v4, 0, bytes, filled, 4);
                filled += 4;
                break;
            }
            int value = group(group);
            if (value < 0 || filled > 14) {
                return null;
            }
            bytes[filled++] = (byte) (value >>> 8);
            bytes[filled++] = (byte) value;
            if (end < 0) {
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = filled;
                at++;
            }
        }
        if (gap < 0) {
            return filled == 16 ? bytes : null;
        }
        if (filled > 14) {
            return null;
        }
        byte[] spread = new byte[16];
        System.arraycopy(bytes, 0, spread, 0, gap);
        System.arraycopy(bytes, gap, spread, 16 - (filled - gap), filled - gap);
        return spread;
    }

    private static int group(String digits) {
        if (digits.isEmpty() || digits.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    static String format(byte[] bytes) {
        return bytes.length == 4 ? formatV4(bytes, 0) : formatV6(bytes);
    }

    private static String formatV4(byte[] bytes, int from) {
        return (bytes[from] & 0xff) + "." + (bytes[from + 1] & 0xff) + "." + (bytes[from + 2] & 0xff) + "."
                + (bytes[from + 3] & 0xff);
    }

    private static String formatV6(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        // RFC 5952 §4.2.2 and §4.2.3: the longest run of at least two zeros, the first of equals.
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        // RFC 5952 §5: an IPv4-mapped address keeps its dots.
        boolean mapped = runStart == 0 && runLength == 5 && groups[5] == 0xffff;
        if (mapped) {
            return "::ffff:" + formatV4(bytes, 12);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
