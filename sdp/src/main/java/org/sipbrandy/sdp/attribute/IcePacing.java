package org.sipbrandy.sdp.attribute;

import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * {@code a=ice-pacing} (RFC 8839 §5.5), session level.
 *
 * @param milliseconds the wanted Ta
 */
public record IcePacing(long milliseconds) implements SdpAttribute {
    public static final String NAME = "ice-pacing";
    /** What counts where the attribute is absent. */
    public static final IcePacing DEFAULT = new IcePacing(50);

    private static final long MAX = 9_999_999_999L;

    public IcePacing {
        if (milliseconds < 0 || milliseconds > MAX) {
            throw new SdpParseException(0, "ice-pacing is not 1 to 10 digits");
        }
    }

    /** Reads what follows {@code a=ice-pacing:}. */
    public static IcePacing parse(String value) {
        return new IcePacing(SdpGrammar.number(value.strip(), 0, MAX, NAME));
    }

    /** RFC 8839 §5.5: both agents use the larger of the two values. */
    public IcePacing negotiated(IcePacing other) {
        return milliseconds >= other.milliseconds ? this : other;
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, Long.toString(milliseconds));
    }
}
