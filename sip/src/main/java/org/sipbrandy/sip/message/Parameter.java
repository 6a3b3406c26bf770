package org.sipbrandy.sip.message;

import java.util.Optional;

/**
 * One {@code name[=value]} of a header value or URI.
 *
 * @param name as spelled; compared without regard to case
 * @param value as on the wire: quotes and escapes kept; empty for a flag such as {@code lr}
 */
public record Parameter(String name, Optional<String> value) {
    public Parameter {
        boolean quoted = value.isPresent() && value.get().startsWith("\"");
        if (name.isEmpty()
                || !isPlain(name)
                || value.isPresent() && !(quoted ? Quoting.isQuoted(value.get()) : isPlain(value.get()))) {
            throw new IllegalArgumentException("malformed parameter");
        }
    }

    /** Nothing that would end the parameter, or the line that it stands in. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == ',' || c == ';' || c == '<' || c == '>' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The value without quotes and backslashes where it is a quoted string. */
    public Optional<String> text() {
        return value.map(Quoting::unquote);
    }

    @Override
    public String toString() {
        return value.map(v -> name + "=" + v).orElse(name);
    }
}
