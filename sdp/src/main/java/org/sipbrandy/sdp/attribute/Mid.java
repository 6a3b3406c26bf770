package org.sipbrandy.sdp.attribute;

import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/** {@code a=mid} (RFC 5888 §4). */
public record Mid(String value) implements SdpAttribute {
    public static final String NAME = "mid";

    public Mid {
        SdpGrammar.token(value, NAME);
    }

    /** Reads what follows {@code a=mid:}. */
    public static Mid parse(String value) {
        return new Mid(value.strip());
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value);
    }

    @Override
    public String toString() {
        return value;
    }
}
