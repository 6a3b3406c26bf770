package org.sipbrandy.sdp;

import java.io.Serial;

/**
 * A session description, a fragment or one attribute value breaks its grammar or a limit.
 *
 * <p>The only exception that parsers and value constructors of this module throw for bad content.
 */
public final class SdpParseException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String reason;

    /** @param offset characters from the start of the parsed text to the fault */
    public SdpParseException(int offset, String reason) {
        super(reason + " at offset " + offset);
        this.offset = offset;
        this.reason = reason;
    }

    /** Characters from the start of the parsed text (of the whole body, where one was parsed) to the fault. */
    public int offset() {
        return offset;
    }

    /** What is wrong, without the offset and without secrets. */
    public String reason() {
        return reason;
    }

    /** The same fault seen from a text that begins {@code by} characters earlier. */
    public SdpParseException shifted(int by) {
        return new SdpParseException(offset + by, reason);
    }
}
