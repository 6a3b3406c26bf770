package org.sipbrandy.sip.message;

/**
 * A URI as in Request-URIs and headers. {@code equals} compares the spelling; {@link #sameAs} is the
 * comparison that the scheme's RFC defines.
 */
public sealed interface Uri permits SipUri, TelUri, OtherUri {
    /** Lower case: {@code sip}, {@code sips}, {@code tel}, … */
    String scheme();

    /** Whether both name the same thing: RFC 3261 §19.1.4, RFC 3966 §4, else equal text. */
    boolean sameAs(Uri other);

    /**
     * A URI with nothing around it.
     *
     * @throws SipParseException if malformed
     */
    static Uri parse(String text) {
        return UriParser.parse(text, 0, text.length());
    }
}
