package org.sipbrandy.sip.message;

import java.util.Locale;

/**
 * Content-Type, RFC 3261 §20.15.
 *
 * @param type lower case
 * @param subtype lower case
 */
public record MediaType(String type, String subtype, Parameters parameters) implements HeaderValue {
    public static final MediaType SDP = of("application", "sdp");

    public MediaType {
        type = type.toLowerCase(Locale.ROOT);
        subtype = subtype.toLowerCase(Locale.ROOT);
        if (!CharClass.isToken(type) || !CharClass.isToken(subtype)) {
            throw new IllegalArgumentException("media type is not made of tokens");
        }
    }

    public static MediaType of(String type, String subtype) {
        return new MediaType(type, subtype, Parameters.NONE);
    }

    /** @throws SipParseException if malformed */
    public static MediaType parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        String type = in.token("media type");
        if (!in.takeSeparator('/')) {
            throw in.error("'/' expected");
        }
        String subtype = in.token("media subtype");
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        in.requireEnd();
        return new MediaType(type, subtype, parameters);
    }

    /** Whether type and subtype are those of the other; parameters are not looked at. */
    public boolean is(MediaType other) {
        return type.equals(other.type) && subtype.equals(other.subtype);
    }

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    public MediaType withParameter(String name, String value) {
        return new MediaType(type, subtype, parameters.with(name, value));
    }

    @Override
    public String toString() {
        return type + "/" + subtype + parameters;
    }
}
