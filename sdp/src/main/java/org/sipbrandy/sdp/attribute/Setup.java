package org.sipbrandy.sdp.attribute;

import java.util.Locale;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;
import org.sipbrandy.sdp.SdpParseException;

/** {@code a=setup} (RFC 4145 §4). */
public enum Setup implements SdpAttribute {
    ACTIVE,
    PASSIVE,
    ACTPASS,
    /** Never used with DTLS (RFC 8842 §5.1). */
    HOLDCONN;

    public static final String NAME = "setup";

    /** Reads what follows {@code a=setup:}, in any case. */
    public static Setup parse(String value) {
        for (Setup setup : values()) {
            if (setup.value().equalsIgnoreCase(value.strip())) {
                return setup;
            }
        }
        throw new SdpParseException(0, "setup has an unknown value");
    }

    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The other end's role where this one is active or passive, else itself. */
    public Setup opposite() {
        return switch (this) {
            case ACTIVE -> PASSIVE;
            case PASSIVE -> ACTIVE;
            case ACTPASS, HOLDCONN -> this;
        };
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(NAME, value());
    }
}
