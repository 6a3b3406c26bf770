package org.sipbrandy.sip.message;

/** The character sets of RFC 3261 §25.1 as bit maps over ASCII. */
final class CharClass {
    static final CharClass TOKEN = new CharClass("-.!%*_+`'~", true);
    static final CharClass UNRESERVED = new CharClass("-_.!~*'()", true);
    static final CharClass USER = new CharClass("-_.!~*'()&=+$,;?/", true);
    static final CharClass PASSWORD = new CharClass("-_.!~*'()&=+$,", true);
    static final CharClass URI_PARAMETER = new CharClass("-_.!~*'()[]/:&+$", true);
    static final CharClass URI_HEADER = new CharClass("-_.!~*'()[]/?:+$", true);
    /** RFC 2396 §2: reserved and unreserved; escapes are looked at apart. */
    static final CharClass ABSOLUTE_URI = new CharClass("-_.!~*'();/?:@&=+$,[]#", true);

    static final CharClass SCHEME = new CharClass("+-.", true);
    /** RFC 3261 §25.1 hostname, with the underscore that names in private networks have. */
    static final CharClass HOST = new CharClass("-._", true);
    /** RFC 3261 §25.1 word, for Call-ID. */
    static final CharClass WORD = new CharClass("-.!%*_+`'~()<>:\\\"/[]?{}", true);
    /** Unquoted parameter values: token and host, and what else is unambiguous and seen in use. */
    static final CharClass GENERIC_VALUE = new CharClass("-.!%*_+`'~[]:/@=?&$#|^{}()", true);

    /** token and host: what is written without quotes. */
    static final CharClass PLAIN_VALUE = new CharClass("-.!%*_+`'~[]:", true);

    static final CharClass HEX = new CharClass("0123456789abcdefABCDEF", false);
    static final CharClass DIGIT = new CharClass("0123456789", false);
    /** RFC 3966 §3: phonedigit and the visual separators. */
    static final CharClass PHONE = new CharClass("0123456789-.()", false);

    static final CharClass LOCAL_PHONE = new CharClass("0123456789abcdefABCDEF*#-.()", false);

    private final long low;
    private final long high;

    private CharClass(String chars, boolean alphanumerics) {
        long lowBits = 0;
        long highBits = 0;
        String all = alphanumerics ? chars + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" : chars;
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if (c < 64) {
                lowBits |= 1L << c;
            } else {
                highBits |= 1L << (c - 64);
            }
        }
        low = lowBits;
        high = highBits;
    }

    boolean has(int c) {
        return c < 64 ? c >= 0 && (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0;
    }

    boolean hasAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!has(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && TOKEN.hasAll(text);
    }

    static boolean isHex(int c) {
        return HEX.has(c);
    }
}
