package org.sipbrandy.sdp.attribute;

import java.util.Locale;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.AttributeHolder;
import org.sipbrandy.sdp.SdpAttribute;

/** Attributes that have no value. */
public enum Flag implements SdpAttribute {
    /** RFC 5761 §5.1.1, media level. */
    RTCP_MUX,
    /** RFC 8858 §3, media level, offers only. */
    RTCP_MUX_ONLY,
    /** RFC 8839 §5.3, session level. */
    ICE_LITE,
    /** RFC 8839 §5.3, media level, answers only. */
    ICE_MISMATCH,
    /** RFC 8840 §8.2, either level. */
    END_OF_CANDIDATES,
    /** RFC 5506 §5. */
    RTCP_RSIZE;

    /** The name on the wire. */
    public String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean in(AttributeHolder level) {
        return level.hasAttribute(value());
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(value());
    }
}
