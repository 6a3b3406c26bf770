package org.sipbrandy.stir.identity;

import java.util.Locale;

/**
 * {@code canon-uri} of RFC 8224 §8.5: scheme, user and host in lower case, nothing else.
 *
 * @param value such as {@code sip:alice@example.com}
 */
public record CanonicalUri(String value) implements CanonicalIdentity {
    private static final String INVALID = "anonymous.invalid";

    /** @throws IllegalArgumentException if it does not look canonical */
    public CanonicalUri {
        boolean sip = value.startsWith("sip:") || value.startsWith("sips:");
        if (!sip || value.endsWith("@") || value.endsWith(":")) {
            throw new IllegalArgumentException("not a canonical SIP URI");
        }
    }

    @Override
    public String type() {
        return "uri";
    }

    /** The host, a domain name or an address. */
    public String host() {
        int at = value.lastIndexOf('@');
        return value.substring(at < 0 ? value.indexOf(':') + 1 : at + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean anonymous() {
        return host().equals(INVALID) || host().endsWith("." + INVALID);
    }

    @Override
    public String toString() {
        return value;
    }
}
