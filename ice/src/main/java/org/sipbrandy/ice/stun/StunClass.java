package org.sipbrandy.ice.stun;

/** The class of a STUN message (RFC 8489 §5), in the order of its two bits. */
public enum StunClass {
    REQUEST,
    INDICATION,
    SUCCESS,
    ERROR
}
