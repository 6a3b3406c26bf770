package org.sipbrandy.sip.message;

import java.nio.charset.StandardCharsets;

/** Header folding, RFC 3261 §7.3.1. */
final class Folding {
    private Folding() {}

    /** The text with each line break and the white space around it made one space; ends trimmed. */
    static String unfold(byte[] octets, int start, int end) {
        byte[] out = new byte[end - start];
        int length = 0;
        int i = start;
        while (i < end) {
            byte b = octets[i];
            if (b != '\r') {
                out[length++] = b;
                i++;
                continue;
            }
            while (length > 0 && isSpace(out[length - 1])) {
                length--;
            }
            while (i < end && (isSpace(octets[i]) || octets[i] == '\r' || octets[i] == '\n')) {
                i++;
            }
            if (length > 0 && i < end) {
                out[length++] = ' ';
            }
        }
        while (length > 0 && isSpace(out[length - 1])) {
            length--;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /** The text of one line without white space at its end. */
    static String trimmed(byte[] octets, int start, int end) {
        int last = end;
        while (last > start && isSpace(octets[last - 1])) {
            last--;
        }
        return new String(octets, start, last - start, StandardCharsets.UTF_8);
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }
}
