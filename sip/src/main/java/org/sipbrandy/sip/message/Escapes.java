package org.sipbrandy.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent escapes of URIs, RFC 3261 §19.1.2. */
final class Escapes {
    private static final String HEX = "0123456789ABCDEF";

    private Escapes() {}

    static String escape(String text, CharClass kept) {
        if (kept.hasAll(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (kept.has(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return out.toString();
    }

    static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscape(text, i)) {
                out.write(octet(text, i));
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static boolean isEscape(String text, int i) {
        return text.charAt(i) == '%'
                && i + 2 < text.length()
                && CharClass.isHex(text.charAt(i + 1))
                && CharClass.isHex(text.charAt(i + 2));
    }

    static int octet(String text, int i) {
        return Character.digit(text.charAt(i + 1), 16) << 4 | Character.digit(text.charAt(i + 2), 16);
    }

    /**
     * One spelling for texts that differ only in needless escapes: an escaped octet outside the
     * reserved set is the character itself, others keep their escape in upper case. RFC 3261 §19.1.4.
     */
    static String normal(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!isEscape(text, i)) {
                out.append(text.charAt(i));
                continue;
            }
            int octet = octet(text, i);
            if (CharClass.UNRESERVED.has(octet)) {
                out.append((char) octet);
            } else {
                out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
            }
            i += 2;
        }
        return out.toString();
    }
}
