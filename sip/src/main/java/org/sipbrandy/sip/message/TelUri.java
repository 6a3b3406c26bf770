package org.sipbrandy.sip.message;

import java.util.Locale;

/**
 * A telephone number, RFC 3966.
 *
 * @param number with its visual separators, {@code +} first if global
 * @param parameters in order; a local number has {@code phone-context}
 */
public record TelUri(String number, Parameters parameters) implements Uri {
    public TelUri {
        String wrong = TelNumber.fault(number, parameters);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(wrong);
        }
        if (!parameters.fitUri()) {
            throw new IllegalArgumentException("malformed URI parameter");
        }
    }

    @Override
    public String scheme() {
        return "tel";
    }

    public boolean isGlobal() {
        return number.startsWith("+");
    }

    /** The number in lower case without visual separators. */
    public String digits() {
        return TelNumber.withoutSeparators(number).toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean sameAs(Uri other) {
        return other instanceof TelUri tel && TelNumber.same(this, tel);
    }

    @Override
    public String toString() {
        return "tel:" + number + parameters;
    }
}
