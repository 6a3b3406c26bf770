package org.sipbrandy.sdp.attribute;

import java.util.random.RandomGenerator;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;
import org.sipbrandy.sdp.grammar.SdpGrammar;

/**
 * {@code a=tls-id} (RFC 8842 §4).
 *
 * @param value 20 to 255 letters, digits, "+", "/", "-", "_"
 */
public record TlsId(String value) implements SdpAttribute {
    public static final String NAME = "tls-id";

    private static final int MIN = 20;
    private static final int MAX = 255;
    /** 144 random bits; RFC 8842 §4 asks for 120. */
    private static final int GENERATED = 24;

    public TlsId {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!SdpGrammar.isIceChar(c) && c != '-' && c != '_') {
                throw new SdpParseException(i, "tls-id has a character that is not allowed");
            }
        }
        if (value.length() < MIN || value.length() > MAX) {
            throw new SdpParseException(0, "tls-id is not 20 to 255 characters long");
        }
    }

    /** A fresh one. */
    public static TlsId generate(RandomGenerator random) {
        return new TlsId(RandomText.of(GENERATED, random));
    }

    /** Reads what follows {@code a=tls-id:}. */
    public static TlsId parse(String value) {
        return new TlsId(value.strip());
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
