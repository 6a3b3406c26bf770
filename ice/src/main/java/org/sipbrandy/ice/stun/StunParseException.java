package org.sipbrandy.ice.stun;

/** Bytes that are no STUN message. */
public final class StunParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    StunParseException(int offset, String reason) {
        super(reason + " at byte " + offset, null, false, false);
        this.offset = offset;
    }

    /** Where in the message, in bytes from its start. */
    public int offset() {
        return offset;
    }
}
