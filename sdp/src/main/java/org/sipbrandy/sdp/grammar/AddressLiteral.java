package org.sipbrandy.sdp.grammar;

/** Tells IP address literals from names by RFC 8866 §9 IP4-address and IP6-address; resolves nothing. */
public final class AddressLiteral {
    private AddressLiteral() {}

    /** Four decimal numbers up to 255 without leading zeros. */
    public static boolean isIp4(String text) {
        int parts = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            if (!isDecimalByte(text, start, end)) {
                return false;
            }
            parts++;
            if (dot < 0) {
                return parts == 4;
            }
            start = dot + 1;
        }
        return false;
    }

    /** Eight groups, of which "::" may stand for one or more; the last two may be an IPv4 literal. No brackets, no zone. */
    public static boolean isIp6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == 8;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        int before = head.isEmpty() ? 0 : groupsWithoutIp4(head);
        int after = tail.isEmpty() ? 0 : groups(tail);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    public static boolean isLiteral(String text) {
        return text.indexOf(':') >= 0 ? isIp6(text) : isIp4(text);
    }

    /** 0.0.0.0 or any way to write ::. */
    public static boolean isUnspecified(String text) {
        if (!isLiteral(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '0' && c != '.' && c != ':') {
                return false;
            }
        }
        return true;
    }

    private static int groupsWithoutIp4(String text) {
        return text.indexOf('.') >= 0 ? -1 : groups(text);
    }

    /** Number of 16-bit groups, or -1 where the text is none. */
    private static int groups(String text) {
        int count = 0;
        int start = 0;
        while (true) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? text.length() : colon;
            if (colon < 0 && text.indexOf('.', start) >= 0) {
                return isIp4(text.substring(start)) ? count + 2 : -1;
            }
            if (!isHexGroup(text, start, end)) {
                return -1;
            }
            count++;
            if (colon < 0) {
                return count;
            }
            start = colon + 1;
        }
    }

    private static boolean isHexGroup(String text, int start, int end) {
        if (end <= start || end - start > 4) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecimalByte(String text, int start, int end) {
        if (end <= start || end - start > 3 || (end - start > 1 && text.charAt(start) == '0')) {
            return false;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            if (!SdpGrammar.isDigit(text.charAt(i))) {
                return false;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value <= 255;
    }
}
