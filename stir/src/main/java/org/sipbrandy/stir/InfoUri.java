package org.sipbrandy.stir;

/** What the scheme of an {@code info} URI means (RFC 8226 §4 item 1, §7). */
enum InfoUri {
    /** A part of the same request. */
    BODY,
    /** To be asked for: {@code https:}, {@code sip:}, {@code sips:}. */
    SOURCE,
    /** {@code http:} (RFC 7515 §4.1.5), {@code data:} and every scheme that RFC 8226 does not list. */
    REFUSED;

    static InfoUri of(String uri) {
        if (hasScheme(uri, "cid:")) {
            return BODY;
        }
        return hasScheme(uri, "https:") || hasScheme(uri, "sip:") || hasScheme(uri, "sips:") ? SOURCE : REFUSED;
    }

    private static boolean hasScheme(String uri, String scheme) {
        return uri.length() > scheme.length() && uri.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
