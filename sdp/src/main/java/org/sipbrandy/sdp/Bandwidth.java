package org.sipbrandy.sdp;

import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * A {@code b=} line (RFC 8866 §5.8).
 *
 * @param type for example AS (kbit/s) or TIAS (bit/s)
 */
public record Bandwidth(String type, long value) {
    public Bandwidth {
        SdpGrammar.token(type, "bandwidth type");
        if (value < 0) {
            throw new SdpParseException(0, "bandwidth is negative");
        }
    }

    /** Reads what follows {@code b=}. */
    public static Bandwidth parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new SdpParseException(0, "bandwidth has no colon");
        }
        return new Bandwidth(
                text.substring(0, colon),
                SdpGrammar.number(text.substring(colon + 1).strip(), 0, Long.MAX_VALUE, "bandwidth"));
    }

    /** What follows {@code b=}. */
    @Override
    public String toString() {
        return type + ':' + value;
    }
}
