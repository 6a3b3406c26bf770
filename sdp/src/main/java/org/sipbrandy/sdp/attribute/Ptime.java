package org.sipbrandy.sdp.attribute;

import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * {@code a=ptime} (RFC 8866 §6.4).
 *
 * @param milliseconds of media in a packet, 1 to 65535; a fraction is dropped
 */
public record Ptime(int milliseconds) implements SdpAttribute {
    public static final String NAME = "ptime";

    public Ptime {
        SdpGrammar.range(milliseconds, 1, 65535, NAME);
    }

    /** Reads what follows {@code a=ptime:}. */
    public static Ptime parse(String value) {
        String text = value.strip();
        int dot = text.indexOf('.');
        return new Ptime((int) SdpGrammar.number(dot < 0 ? text : text.substring(0, dot), 1, 65535, NAME));
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, Integer.toString(milliseconds));
    }
}
