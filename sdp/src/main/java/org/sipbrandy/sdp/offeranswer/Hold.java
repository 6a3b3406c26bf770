package org.sipbrandy.sdp.offeranswer;

import org.sipbrandy.sdp.attribute.Direction;

/**
 * Whether our user holds the call: local state, which the peer's hold does not touch (RFC 6337 §5.1, §5.3).
 *
 * @param on set and lifted locally only
 */
public record Hold(boolean on) {
    public static final Hold OFF = new Hold(false);
    public static final Hold ON = new Hold(true);

    /** For each own offer: sendonly while held, else sendrecv, whatever was agreed last. */
    public Direction offer() {
        return on ? Direction.SENDONLY : Direction.SENDRECV;
    }

    /** RFC 3264 §6.1: what we would offer, reduced to what the offer allows. */
    public Direction answer(Direction offered) {
        return offer().and(offered.reversed());
    }
}
