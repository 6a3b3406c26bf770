package org.sipbrandy.sip.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Privacy header field: what the sender wants hidden from those who read the message (RFC 3323 §4.2, RFC 3325 §9.3).
 *
 * @param values in lower case, each once; {@code none} stands alone, {@code critical} only beside another
 */
public record Privacy(List<String> values) implements HeaderValue {
    /** Nothing shall be hidden. */
    public static final String NONE = "none";

    /** The network shall not tell who it is (RFC 3325 §7). */
    public static final String ID = "id";

    /** The network shall hide the user's name in the message; set by those on the way. */
    public static final String USER = "user";

    /** The request shall fail rather than go on without. */
    public static final String CRITICAL = "critical";

    /** @throws SipParseException if the values contradict each other or are none */
    public Privacy {
        values = values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
        if (values.isEmpty() || !values.stream().allMatch(CharClass::isToken)) {
            throw new SipParseException("Privacy without a value", 0);
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw new SipParseException("a Privacy value twice", 0);
        }
        // RFC 3323 §4.2: MUST NOT populate any other priv-values beside none
        if (values.size() > 1 && values.contains(NONE)) {
            throw new SipParseException("Privacy asks for none and for some", 0);
        }
        if (values.equals(List.of(CRITICAL))) {
            throw new SipParseException("Privacy is critical, but asks for nothing", 0);
        }
    }

    /** Of these values. */
    public static Privacy of(String... values) {
        return new Privacy(List.of(values));
    }

    /** The values of all Privacy fields together; some write one value to a field, or a list with commas. */
    public static Optional<Privacy> in(Headers headers) {
        var all = new ArrayList<String>();
        for (String field : headers.all(HeaderName.PRIVACY)) {
            for (String value : field.split("[;,]", -1)) {
                all.add(value.strip());
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(new Privacy(all));
    }

    /** Whether the sender explicitly withholds who it is (RFC 5079 §3). */
    public boolean hidesIdentity() {
        return values.contains(ID) || values.contains(USER);
    }

    @Override
    public String toString() {
        return String.join(";", values);
    }
}
