package org.sipbrandy.sdp.grammar;

import org.sipbrandy.sdp.SdpParseException;

/** Character classes and checked conversions of RFC 8866 §9 and RFC 8839 §5. */
public final class SdpGrammar {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`{|}~";

    private SdpGrammar() {}

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isAlphanumeric(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** RFC 8866 §9 token-char. */
    public static boolean isTokenChar(char c) {
        return isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }

    /** RFC 8839 §5.1 ice-char. */
    public static boolean isIceChar(char c) {
        return isAlphanumeric(c) || c == '+' || c == '/';
    }

    /** A non-empty token, or an exception that calls it {@code what}. */
    public static String token(String text, String what) {
        return all(text, SdpGrammar::isTokenChar, 1, Integer.MAX_VALUE, what);
    }

    /** {@code min} to {@code max} ice-chars. */
    public static String iceChars(String text, int min, int max, String what) {
        return all(text, SdpGrammar::isIceChar, min, max, what);
    }

    /** Visible characters without white space: non-ws-string. */
    public static String visible(String text, String what) {
        return all(text, c -> c > ' ' && c != 0x7F, 1, Integer.MAX_VALUE, what);
    }

    /** A byte-string that may be empty: no NUL, CR or LF. */
    public static String byteString(String text, String what) {
        return all(text, c -> c != 0 && c != '\r' && c != '\n', 0, Integer.MAX_VALUE, what);
    }

    /** A decimal number from {@code min} to {@code max}, digits only. */
    public static long number(String text, long min, long max, String what) {
        if (text.isEmpty() || text.length() > 19) {
            throw new SdpParseException(0, what + " is no number of 1 to 19 digits");
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                throw new SdpParseException(i, what + " has something else than digits");
            }
            if (number > (Long.MAX_VALUE - (c - '0')) / 10) {
                throw new SdpParseException(i, what + " is too large");
            }
            number = number * 10 + (c - '0');
        }
        if (number < min || number > max) {
            throw new SdpParseException(0, what + " is not between " + min + " and " + max);
        }
        return number;
    }

    /** A number within {@code min} to {@code max}, for constructors that get it as one. */
    public static int range(int number, int min, int max, String what) {
        if (number < min || number > max) {
            throw new SdpParseException(0, what + " is not between " + min + " and " + max);
        }
        return number;
    }

    private static String all(String text, CharClass allowed, int min, int max, String what) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.contains(text.charAt(i))) {
                throw new SdpParseException(i, what + " has a character that is not allowed");
            }
        }
        if (text.length() < min || text.length() > max) {
            throw new SdpParseException(0, what + (text.isEmpty() ? " is empty" : " has a wrong length"));
        }
        return text;
    }

    @FunctionalInterface
    private interface CharClass {
        boolean contains(char c);
    }
}
