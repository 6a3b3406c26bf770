package org.sipbrandy.sip.message;

import java.util.HexFormat;
import java.util.Locale;

/** Host names and address literals, RFC 3261 §25.1 with the ABNF of RFC 5954. */
final class Hosts {
    private Hosts() {}

    static void check(String host) {
        Cursor in = new Cursor(host);
        try {
            take(in);
            in.requireEnd();
        } catch (SipParseException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /** Puts brackets around an IPv6 address that has none. */
    static String bracket(String host) {
        return host.indexOf(':') >= 0 && host.charAt(0) != '[' ? "[" + host + "]" : host;
    }

    static String take(Cursor in) {
        if (in.peek() == '[') {
            return takeReference(in);
        }
        int start = in.at;
        String host = in.run(CharClass.HOST);
        if (host.isEmpty()) {
            throw in.error("host expected");
        }
        if (!isName(host) && !isIpv4(host)) {
            in.at = start;
            throw in.error("malformed host");
        }
        return host;
    }

    private static String takeReference(Cursor in) {
        int close = in.text.indexOf(']', in.at);
        if (close < 0 || close >= in.end || Ipv6Text.parse(in.text, in.at + 1, close) == null) {
            throw in.error("malformed IPv6 reference");
        }
        String host = in.text.substring(in.at, close + 1);
        in.at = close + 1;
        return host;
    }

    /** Labels that are not empty; a last label of digits alone would be an address. */
    private static boolean isName(String host) {
        int length = host.length();
        if (length > 253) {
            return false;
        }
        int labelStart = 0;
        int lastStart = 0;
        int lastEnd = length;
        for (int i = 0; i < length; i++) {
            if (host.charAt(i) == '.') {
                if (i == labelStart) {
                    return false;
                }
                if (i == length - 1) {
                    lastEnd = i; // RFC 3261 §25.1: hostname may end in a dot
                } else {
                    labelStart = i + 1;
                    lastStart = labelStart;
                }
            }
        }
        for (int i = lastStart; i < lastEnd; i++) {
            if (!CharClass.DIGIT.has(host.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isIpv4(String host) {
        return Ipv6Text.ipv4(host, 0, host.length()) >= 0;
    }

    /** Equal for hosts that are the same: lower case, IPv6 as its 32 digits. */
    static String comparable(String host) {
        if (host.charAt(0) != '[') {
            return host.toLowerCase(Locale.ROOT);
        }
        byte[] address = Ipv6Text.parse(host, 1, host.length() - 1);
        return address == null
                ? host.toLowerCase(Locale.ROOT)
                : "[" + HexFormat.of().formatHex(address) + "]";
    }
}
