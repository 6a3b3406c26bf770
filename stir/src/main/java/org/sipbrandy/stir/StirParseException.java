package org.sipbrandy.stir;

/** A token, an Identity header field, a certificate or a URI is not of its form. The only exception parsers throw. */
public final class StirParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    private final String reason;

    /**
     * @param offset where in the text, from 0; -1 if no place can be named
     * @param reason what is wrong, for a person
     */
    public StirParseException(int offset, String reason) {
        super(offset < 0 ? reason : reason + " at " + offset);
        this.offset = offset;
        this.reason = reason;
    }

    public int offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }
}
