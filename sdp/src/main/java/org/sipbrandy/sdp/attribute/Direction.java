package org.sipbrandy.sdp.attribute;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.sdp.Attribute;
import org.sipbrandy.sdp.SdpAttribute;

/** Who sends media, seen by the writer of the description (RFC 8866 §6.7). */
public enum Direction implements SdpAttribute {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    /** The direction that this attribute states, if it is one of the four. */
    public static Optional<Direction> of(Attribute attribute) {
        for (Direction direction : values()) {
            if (attribute.is(direction.value())) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }

    /** The first direction in a list of attributes. */
    public static Optional<Direction> in(List<Attribute> attributes) {
        return attributes.stream().flatMap(a -> of(a).stream()).findFirst();
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    /** The same flows seen from the other end. */
    public Direction reversed() {
        return of(receives, sends);
    }

    /** Only the flows that both allow. */
    public Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }

    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Attribute toAttribute() {
        return Attribute.of(value());
    }
}
