package org.sipbrandy.stir.passport;

import java.util.Base64;
import org.sipbrandy.stir.StirParseException;

/** The one spelling of base64url: no padding, no other alphabet, no bits left over (RFC 7515 §2). */
final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    static byte[] decode(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!alphanumeric && c != '-' && c != '_') {
                throw new StirParseException(i, "not base64url");
            }
        }
        String part = text.substring(start, end);
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new StirParseException(start, "not base64url");
        }
        // Two spellings of one token would be two tokens to the replay cache.
        if (bitsLeftOver(part)) {
            throw new StirParseException(end, "base64url with bits left over");
        }
        return bytes;
    }

    /** Whether the last character says more than the bytes have: its low bits are not zero. */
    private static boolean bitsLeftOver(String part) {
        int unused = switch (part.length() % 4) {
            case 2 -> 0b1111;
            case 3 -> 0b11;
            default -> 0;
        };
        return unused != 0 && (ALPHABET.indexOf(part.charAt(part.length() - 1)) & unused) != 0;
    }
}
