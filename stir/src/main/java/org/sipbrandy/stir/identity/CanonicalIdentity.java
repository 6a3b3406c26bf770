package org.sipbrandy.stir.identity;

/** Who a request is from or to, in the one form that tokens carry (RFC 8224 §8). */
public sealed interface CanonicalIdentity permits CanonicalUri, TelephoneNumber {

    /** The canonical URI, or the digits of the number. */
    String value();

    /** The member name in {@code orig} and {@code dest}: {@code uri} or {@code tn}. */
    String type();

    /** Whether this names nobody: a URI within {@code anonymous.invalid} (RFC 3323 §4.1.1.3). */
    boolean anonymous();

    /**
     * By RFC 8224 §8.1: {@code tel:} and {@code user=phone} are numbers, {@code sip:+digits@…} too (CANON-07), all else
     * is a URI. The same for From and To.
     *
     * @param addrSpec a SIP, SIPS or tel URI, without angle brackets
     * @throws org.sipbrandy.stir.StirParseException if it is none of these
     */
    static CanonicalIdentity of(String addrSpec) {
        return of(addrSpec, NumberPolicy.STANDARD);
    }

    /**
     * The canonical URI of a SIP or SIPS URI, whatever its user part looks like (RFC 8224 §8.5).
     *
     * @throws org.sipbrandy.stir.StirParseException if it is no such URI
     */
    static CanonicalUri ofUri(String uri) {
        return Canonicalization.uri(uri);
    }

    /**
     * The number in the user part of a SIP URI or in a tel URI, if it is written like one; to try again when a full token
     * says that its signer saw a number (RFC 8224 §6.2.4).
     */
    static java.util.Optional<TelephoneNumber> ofNumber(String addrSpec, NumberPolicy policy) {
        return Canonicalization.number(addrSpec, policy);
    }

    /** As {@link #of(String)} with a local policy for numbers. */
    static CanonicalIdentity of(String addrSpec, NumberPolicy policy) {
        return Canonicalization.canonical(addrSpec, policy);
    }
}
