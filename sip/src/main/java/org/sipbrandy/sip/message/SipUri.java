package org.sipbrandy.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code sip:} or {@code sips:} URI, RFC 3261 §19.1. Its parts are kept escaped, as spelled.
 *
 * @param secure whether the scheme is {@code sips}
 * @param user escaped; see {@link #userText()}
 * @param password escaped
 * @param headers the parts after the question mark, escaped
 */
public record SipUri(
        boolean secure,
        Optional<String> user,
        Optional<String> password,
        HostPort hostPort,
        Parameters parameters,
        List<Parameter> headers)
        implements Uri {
    public SipUri {
        headers = List.copyOf(headers);
        if (user.isPresent() && !UriParser.isUser(user.get())
                || password.isPresent()
                        && (user.isEmpty() || !UriParser.isEscapedRun(password.get(), CharClass.PASSWORD))) {
            throw new IllegalArgumentException("malformed userinfo");
        }
        if (!parameters.fitUri()) {
            throw new IllegalArgumentException("malformed URI parameter");
        }
    }

    /** A {@code sip:} URI with a user; the text is escaped as need be. */
    public static SipUri of(String userText, HostPort hostPort) {
        return new SipUri(
                false,
                Optional.of(Escapes.escape(userText, CharClass.USER)),
                Optional.empty(),
                hostPort,
                Parameters.NONE,
                List.of());
    }

    /** A {@code sip:} URI without a user. */
    public static SipUri of(HostPort hostPort) {
        return new SipUri(false, Optional.empty(), Optional.empty(), hostPort, Parameters.NONE, List.of());
    }

    /** @throws SipParseException if malformed or of another scheme */
    public static SipUri parse(String text) {
        if (Uri.parse(text) instanceof SipUri uri) {
            return uri;
        }
        throw new SipParseException("not a SIP URI", 0);
    }

    @Override
    public String scheme() {
        return secure ? "sips" : "sip";
    }

    /** As spelled; an IPv6 reference has its brackets. */
    public String host() {
        return hostPort.host();
    }

    public OptionalInt port() {
        return hostPort.port();
    }

    /** The user with escapes decoded as UTF-8; may hold any character. */
    public Optional<String> userText() {
        return user.map(Escapes::unescape);
    }

    /** The {@code transport} parameter as spelled. */
    public Optional<String> transport() {
        return parameters.raw("transport");
    }

    /** RFC 3261 §16.12: a loose router's URI has {@code lr}. */
    public boolean isLooseRouter() {
        return parameters.has("lr");
    }

    public SipUri withSecure(boolean sips) {
        return new SipUri(sips, user, password, hostPort, parameters, headers);
    }

    public SipUri withHostPort(HostPort changed) {
        return new SipUri(secure, user, password, changed, parameters, headers);
    }

    public SipUri withParameters(Parameters changed) {
        return new SipUri(secure, user, password, hostPort, changed, headers);
    }

    public SipUri withParameter(String name, String value) {
        return withParameters(parameters.withEscaped(name, Escapes.escape(value, CharClass.URI_PARAMETER)));
    }

    public SipUri withoutHeaders() {
        return new SipUri(secure, user, password, hostPort, parameters, List.of());
    }

    /** With a header field after those that are there; the value is escaped as need be. */
    public SipUri withHeader(String name, String value) {
        List<Parameter> changed = new ArrayList<>(headers);
        changed.add(new Parameter(
                Escapes.escape(name, CharClass.URI_HEADER), Optional.of(Escapes.escape(value, CharClass.URI_HEADER))));
        return new SipUri(secure, user, password, hostPort, parameters, changed);
    }

    /** The values of the header fields of that name, with escapes decoded as UTF-8; may hold any character. */
    public List<String> headerTexts(String name) {
        return headers.stream()
                .filter(header -> HeaderName.same(Escapes.unescape(header.name()), name))
                .map(header -> Escapes.unescape(header.value().orElse("")))
                .toList();
    }

    /** Scheme, user, host and port alone: the form of an address of record. */
    public SipUri withoutParameters() {
        return new SipUri(secure, user, password, hostPort, Parameters.NONE, List.of());
    }

    @Override
    public boolean sameAs(Uri other) {
        return other instanceof SipUri uri && SipUriComparison.same(this, uri);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(64).append(secure ? "sips:" : "sip:");
        if (user.isPresent()) {
            out.append(user.get());
            if (password.isPresent()) {
                out.append(':').append(password.get());
            }
            out.append('@');
        }
        out.append(hostPort.host());
        if (hostPort.port().isPresent()) {
            out.append(':').append(hostPort.port().getAsInt());
        }
        parameters.appendTo(out);
        char separator = '?';
        for (Parameter header : headers) {
            out.append(separator).append(header);
            separator = '&';
        }
        return out.toString();
    }
}
