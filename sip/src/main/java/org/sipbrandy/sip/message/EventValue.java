package org.sipbrandy.sip.message;

import java.util.Optional;

/**
 * Event, RFC 6665 §8.2.1.
 *
 * @param type the event package, with regard to case: {@code refer}, {@code message-summary}, …
 */
public record EventValue(String type, Parameters parameters) implements HeaderValue {
    /** RFC 3515 §3.1. */
    public static final String REFER = "refer";

    public EventValue {
        if (!CharClass.isToken(type)) {
            throw new IllegalArgumentException("event type is not a token");
        }
    }

    /** What came of the REFER with that CSeq number (RFC 3515 §2.4.6). */
    public static EventValue refer(long cseq) {
        return new EventValue(REFER, Parameters.NONE.with("id", Long.toString(cseq)));
    }

    /** @throws SipParseException if malformed, or if it is a list */
    public static EventValue parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        String type = in.token("event type");
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        in.requireEnd();
        return new EventValue(type, parameters);
    }

    public Optional<String> id() {
        return parameters.get("id");
    }

    @Override
    public String toString() {
        return type + parameters;
    }
}
