package org.sipbrandy.sip.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address with its parameters: From, To, Contact, Route, Record-Route, Refer-To and their like,
 * RFC 3261 §20.10.
 *
 * @param displayName without quotes and escapes
 */
public record NameAddr(Optional<String> displayName, Uri uri, Parameters parameters) implements HeaderValue {
    public NameAddr {
        if (displayName.isPresent()) {
            String unused = Quoting.quote(displayName.get());
        }
    }

    public static NameAddr of(Uri uri) {
        return new NameAddr(Optional.empty(), uri, Parameters.NONE);
    }

    public static NameAddr of(String displayName, Uri uri) {
        return new NameAddr(Optional.of(displayName), uri, Parameters.NONE);
    }

    /** @throws SipParseException if malformed, or if it is a list */
    public static NameAddr parse(String text) {
        Cursor in = new Cursor(text);
        NameAddr parsed = NameAddrParser.parse(in);
        in.requireEnd();
        return parsed;
    }

    public Optional<String> tag() {
        return parameters.raw("tag");
    }

    public NameAddr withTag(String tag) {
        return new NameAddr(displayName, uri, parameters.with("tag", tag));
    }

    public NameAddr withUri(Uri changed) {
        return new NameAddr(displayName, changed, parameters);
    }

    public NameAddr withParameters(Parameters changed) {
        return new NameAddr(displayName, uri, changed);
    }

    /** With the parameter set; see {@link Parameters#with(String, String)}. */
    public NameAddr withParameter(String name, String value) {
        return withParameters(parameters.with(name, value));
    }

    /** Always the form with angle brackets. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(96);
        @Nullable String name = displayName.orElse(null);
        if (name != null) {
            out.append(Quoting.quote(name)).append(' ');
        }
        out.append('<').append(uri).append('>');
        parameters.appendTo(out);
        return out.toString();
    }
}
