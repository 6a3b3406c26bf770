package org.sipbrandy.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A challenge or credentials: a scheme and its parameters (RFC 3261 §25.1). The value of WWW-Authenticate, Authorization
 * and their like, each of which is one field for one value; Authentication-Info has the same parameters and no scheme.
 *
 * @param scheme as spelled; empty in Authentication-Info
 */
public record AuthValue(String scheme, Parameters parameters) implements HeaderValue {
    public AuthValue {
        if (!scheme.isEmpty() && !CharClass.isToken(scheme)) {
            throw new IllegalArgumentException("the scheme is not a token");
        }
    }

    /** @throws SipParseException if malformed */
    public static AuthValue parse(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        String scheme = in.token("authentication scheme");
        in.requireSpace();
        return new AuthValue(scheme, parameters(in));
    }

    /**
     * As of Authentication-Info: parameters alone.
     *
     * @throws SipParseException if malformed
     */
    public static AuthValue parseInfo(String text) {
        Cursor in = new Cursor(text);
        in.skipSpace();
        return new AuthValue("", parameters(in));
    }

    private static Parameters parameters(Cursor in) {
        List<Parameter> list = new ArrayList<>(8);
        do {
            String name = in.token("parameter name");
            if (!in.takeSeparator('=')) {
                throw in.error("'=' expected");
            }
            String value = in.peek() == '"' ? in.quoted() : in.run(CharClass.GENERIC_VALUE);
            if (value.isEmpty()) {
                throw in.error("parameter value expected");
            }
            Parameters.addUnique(list, new Parameter(name, Optional.of(value)), in);
        } while (in.takeSeparator(','));
        in.skipSpace();
        in.requireEnd();
        return Parameters.trusted(list);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(scheme);
        String before = scheme.isEmpty() ? "" : " ";
        for (Parameter parameter : parameters) {
            out.append(before).append(parameter);
            before = ", ";
        }
        return out.toString();
    }
}
