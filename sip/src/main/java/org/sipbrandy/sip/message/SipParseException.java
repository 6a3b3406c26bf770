package org.sipbrandy.sip.message;

/** Text that breaks the grammar. The only exception that leaves the parsers of this package. */
public final class SipParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int offset;

    /**
     * @param reason what was expected or found, fit for a reason phrase: one line, no received text
     * @param offset index into the parsed text (or octets) at which it was noticed, 0 where unknown
     */
    public SipParseException(String reason, int offset) {
        super(reason + " at " + offset);
        this.reason = reason;
        this.offset = offset;
    }

    /** What is wrong, in one line without received text. */
    public String reason() {
        return reason;
    }

    /** Where it was noticed: an index into the text or octets that were handed to the parser. */
    public int offset() {
        return offset;
    }
}
