package org.sipbrandy.sip.message;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One value of the Reason header, RFC 3326 §2.
 *
 * @param protocol {@code SIP}, {@code Q.850}, …
 */
public record ReasonValue(String protocol, Parameters parameters) implements HeaderValue {
    public ReasonValue {
        if (!CharClass.isToken(protocol)) {
            throw new IllegalArgumentException("protocol is not a token");
        }
    }

    /** {@code SIP;cause=…;text="…"}. */
    public static ReasonValue sip(int cause, String text) {
        Parameters withCause = Parameters.NONE.with("cause", Integer.toString(cause));
        return new ReasonValue("SIP", withCause.withQuoted("text", text));
    }

    /** @throws SipParseException if malformed, or if it is a list */
    public static ReasonValue parse(String text) {
        Cursor in = new Cursor(text);
        ReasonValue value = parse(in);
        in.requireEnd();
        return value;
    }

    static ReasonValue parse(Cursor in) {
        in.skipSpace();
        String protocol = in.token("reason protocol");
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        return new ReasonValue(protocol, parameters);
    }

    public OptionalInt cause() {
        Optional<String> value = parameters.raw("cause");
        return value.isPresent() ? Digits.bounded(value.get(), 999) : OptionalInt.empty();
    }

    public Optional<String> text() {
        return parameters.get("text");
    }

    @Override
    public String toString() {
        return protocol + parameters;
    }
}
