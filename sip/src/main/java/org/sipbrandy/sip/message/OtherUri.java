package org.sipbrandy.sip.message;

import java.util.Locale;

/**
 * A URI of a scheme that we only carry.
 *
 * @param scheme lower case
 * @param rest what follows the colon, as written
 */
public record OtherUri(String scheme, String rest) implements Uri {
    public OtherUri {
        if (scheme.isEmpty()
                || !CharClass.SCHEME.hasAll(scheme)
                || !scheme.equals(scheme.toLowerCase(Locale.ROOT))
                || !UriParser.isEscapedRun(rest, CharClass.ABSOLUTE_URI)
                || rest.isEmpty()) {
            throw new IllegalArgumentException("malformed URI");
        }
    }

    @Override
    public boolean sameAs(Uri other) {
        return equals(other);
    }

    @Override
    public String toString() {
        return scheme + ":" + rest;
    }
}
