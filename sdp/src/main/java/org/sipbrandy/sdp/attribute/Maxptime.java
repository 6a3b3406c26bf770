package org.sipbrandy.sdp.attribute;

import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * {@code a=maxptime} (RFC 8866 §6.5).
 *
 * @param milliseconds of media in a packet, 1 to 65535; a fraction is dropped
 */
public record Maxptime(int milliseconds) implements SdpAttribute {
    public static final String NAME = "maxptime";

    public Maxptime {
        SdpGrammar.range(milliseconds, 1, 65535, NAME);
    }

    /** Reads what follows {@code a=maxptime:}. */
    public static Maxptime parse(String value) {
        String text = value.strip();
        int dot = text.indexOf('.');
        return new Maxptime((int) SdpGrammar.number(dot < 0 ? text : text.substring(0, dot), 1, 65535, NAME));
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, Integer.toString(milliseconds));
    }
}
