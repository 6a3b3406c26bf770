package org.sipbrandy.sip.message;

/**
 * One value of the Warning header, RFC 3261 §20.43.
 *
 * @param code 100 to 999
 * @param agent host and port, or a pseudonym
 * @param text without quotes and escapes
 */
public record WarningValue(int code, String agent, String text) implements HeaderValue {
    public WarningValue {
        if (code < 100 || code > 999) {
            throw new IllegalArgumentException("warning code out of range");
        }
        if (agent.isEmpty() || !CharClass.GENERIC_VALUE.hasAll(agent)) {
            throw new IllegalArgumentException("malformed warning agent");
        }
        String unused = Quoting.quote(text);
    }

    /** @throws SipParseException if malformed, or if it is a list */
    public static WarningValue parse(String text) {
        Cursor in = new Cursor(text);
        WarningValue value = parse(in);
        in.requireEnd();
        return value;
    }

    static WarningValue parse(Cursor in) {
        in.skipSpace();
        int code = (int) in.number(999, "warning code");
        if (code < 100) {
            throw in.error("warning code out of range");
        }
        in.requireSpace();
        String agent = in.run(CharClass.GENERIC_VALUE);
        if (agent.isEmpty()) {
            throw in.error("warning agent expected");
        }
        in.requireSpace();
        if (in.peek() != '"') {
            throw in.error("warning text expected");
        }
        String text = Quoting.unquote(in.quoted());
        in.skipSpace();
        return new WarningValue(code, agent, text);
    }

    @Override
    public String toString() {
        return code + " " + agent + " " + Quoting.quote(text);
    }
}
