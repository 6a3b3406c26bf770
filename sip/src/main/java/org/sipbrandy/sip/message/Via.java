package org.sipbrandy.sip.message;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One Via value, RFC 3261 §20.42.
 *
 * @param protocol {@code SIP/2.0}
 * @param transport as spelled: {@code UDP}, {@code TCP}, {@code TLS}, {@code WS}, …
 */
public record Via(String protocol, String transport, HostPort sentBy, Parameters parameters) implements HeaderValue {
    /** RFC 3261 §8.1.1.7: what branches of this protocol version start with. */
    public static final String MAGIC_COOKIE = "z9hG4bK";

    public Via {
        int slash = protocol.indexOf('/');
        if (!CharClass.isToken(transport)
                || !protocol.equals("SIP/2.0")
                        && (slash < 0
                                || !CharClass.isToken(protocol.substring(0, slash))
                                || !CharClass.isToken(protocol.substring(slash + 1)))) {
            throw new IllegalArgumentException("malformed protocol or transport");
        }
    }

    public static Via of(String transport, HostPort sentBy, String branch) {
        return new Via("SIP/2.0", transport, sentBy, Parameters.NONE.with("branch", branch));
    }

    /** @throws SipParseException if malformed, or if it is a list */
    public static Via parse(String text) {
        Cursor in = new Cursor(text);
        Via via = parse(in);
        in.requireEnd();
        return via;
    }

    /**
     * What can be read of a malformed value: protocol, sent-by and the parameters before the fault.
     *
     * @throws SipParseException if not even protocol and sent-by can be read
     */
    static Via readable(String text) {
        Cursor in = new Cursor(text);
        Via start = parseStart(in);
        Parameters parameters = Parameters.NONE;
        int from = in.at;
        for (int i = from; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ';' || text.charAt(i) == ',') {
                try {
                    parameters = Parameters.parse(text.substring(from, i).strip());
                } catch (SipParseException e) {
                    break;
                }
            }
        }
        return start.withParameters(parameters);
    }

    static Via parse(Cursor in) {
        Via start = parseStart(in);
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        return parameters.isEmpty() ? start : start.withParameters(parameters);
    }

    private static Via parseStart(Cursor in) {
        in.skipSpace();
        String name = in.token("protocol");
        slash(in);
        String version = in.token("protocol version");
        slash(in);
        String transport = in.token("transport");
        in.requireSpace();
        HostPort sentBy = HostPort.parse(in, true);
        String protocol = name.equals("SIP") && version.equals("2.0") ? "SIP/2.0" : name + "/" + version;
        return new Via(protocol, transport, sentBy, Parameters.NONE);
    }

    private static void slash(Cursor in) {
        if (!in.takeSeparator('/')) {
            throw in.error("'/' expected");
        }
    }

    public Optional<String> branch() {
        return parameters.raw("branch");
    }

    /** Whether the branch identifies the transaction, RFC 3261 §17.2.3; else the rules of RFC 2543. */
    public boolean hasMagicCookie() {
        Optional<String> branch = branch();
        return branch.isPresent()
                && branch.get().length() > MAGIC_COOKIE.length()
                && branch.get().regionMatches(true, 0, MAGIC_COOKIE, 0, MAGIC_COOKIE.length());
    }

    /** The address the request came from, without brackets; RFC 5118 §4.5 accepts both forms. */
    public Optional<String> received() {
        return parameters
                .raw("received")
                .map(v -> v.startsWith("[") && v.endsWith("]") ? v.substring(1, v.length() - 1) : v);
    }

    /** Whether the client asks for symmetric response routing, RFC 3581 §3. */
    public boolean hasRport() {
        return parameters.has("rport");
    }

    /** The port the request came from, where the server has filled it in. */
    public OptionalInt rport() {
        Optional<String> value = parameters.raw("rport");
        return value.isPresent() ? Digits.bounded(value.get(), 65_535) : OptionalInt.empty();
    }

    public Optional<String> maddr() {
        return parameters.raw("maddr");
    }

    public OptionalInt ttl() {
        Optional<String> value = parameters.raw("ttl");
        return value.isPresent() ? Digits.bounded(value.get(), 255) : OptionalInt.empty();
    }

    /** @param address an address literal, brackets are taken off */
    public Via withReceived(String address) {
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        String plain = bracketed ? address.substring(1, address.length() - 1) : address;
        return withParameters(parameters.with("received", plain));
    }

    public Via withRport(int port) {
        return withParameters(parameters.with("rport", Integer.toString(port)));
    }

    /** With {@code rport} without a value: what a client sends, RFC 3581 §3. */
    public Via withEmptyRport() {
        return withParameters(parameters.with("rport"));
    }

    public Via withBranch(String branch) {
        return withParameters(parameters.with("branch", branch));
    }

    public Via withParameters(Parameters changed) {
        return new Via(protocol, transport, sentBy, changed);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(80);
        out.append(protocol).append('/').append(transport).append(' ').append(sentBy);
        parameters.appendTo(out);
        return out.toString();
    }
}
