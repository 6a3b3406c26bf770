package org.sipbrandy.sip.message;

import java.util.Locale;

/**
 * Content-Disposition, RFC 3261 §20.11 and RFC 5621 §8.
 *
 * @param type lower case: {@code session}, {@code render}, {@code by-reference}, …
 */
public record ContentDisposition(String type, Parameters parameters) implements HeaderValue {
    public ContentDisposition {
        type = type.toLowerCase(Locale.ROOT);
        if (!CharClass.isToken(type)) {
            throw new IllegalArgumentException("disposition is not a token");
        }
    }

    public static ContentDisposition of(String type) {
        return new ContentDisposition(type, Parameters.NONE);
    }

    /** @throws SipParseException if malformed */
    public static ContentDisposition parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        String type = in.token("disposition");
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        in.requireEnd();
        return new ContentDisposition(type, parameters);
    }

    /** RFC 3261 §20.11: {@code handling} is {@code required} unless it says {@code optional}. */
    public boolean isOptional() {
        return parameters.get("handling").filter("optional"::equalsIgnoreCase).isPresent();
    }

    public ContentDisposition withHandling(String handling) {
        return new ContentDisposition(type, parameters.with("handling", handling));
    }

    @Override
    public String toString() {
        return type + parameters;
    }
}
