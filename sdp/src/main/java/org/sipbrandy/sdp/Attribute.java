package org.sipbrandy.sdp;

import java.util.Optional;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * One {@code a=} line as it stands: a flag, or a name with a value.
 *
 * <p>Names are compared without regard to case, as RFC 8840 §9.2 asks of receivers.
 *
 * @param value empty for a flag
 */
public record Attribute(String name, Optional<String> value) implements SdpAttribute {
    public Attribute {
        SdpGrammar.token(name, "attribute name");
        value.ifPresent(v -> SdpGrammar.byteString(v, "attribute value"));
    }

    /** A flag. */
    public static Attribute of(String name) {
        return new Attribute(name, Optional.empty());
    }

    public static Attribute of(String name, String value) {
        return new Attribute(name, Optional.of(value));
    }

    /** Reads what follows {@code a=}. */
    public static Attribute parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? of(text) : of(text.substring(0, colon), text.substring(colon + 1));
    }

    public boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }

    /** The value, or the empty string for a flag. */
    public String text() {
        return value.orElse("");
    }

    @Override
    public Attribute toAttribute() {
        return this;
    }

    /** Without the value of attributes that carry keys. */
    @Override
    public String toString() {
        return is("crypto") || is("ice-pwd") ? name + ":<hidden>" : line();
    }

    /** What follows {@code a=} on the wire, secrets included. */
    public String line() {
        return value.map(v -> name + ":" + v).orElse(name);
    }
}
