package org.sipbrandy.sip.message;

import java.util.Arrays;

/** The header fields at the start of a body part, RFC 2046 §5.1. */
public final class MimeFields {
    private MimeFields() {}

    /**
     * A body part: its fields, and after an empty line its octets.
     *
     * @param headers without fields if the part begins with the empty line
     */
    public record Part(Headers headers, Body body) {}

    /**
     * Reads a body part.
     *
     * @throws SipParseException if a line is malformed or a limit is passed
     */
    public static Part parse(byte[] octets, int start, int end) {
        byte[] copy = Arrays.copyOfRange(octets, start, end);
        HeadScanner scanner = new HeadScanner(copy, 0, copy.length);
        scanner.scanFields();
        SipParseException fault = scanner.fault();
        if (fault != null) {
            throw new SipParseException(fault.reason(), start + fault.offset());
        }
        return new Part(scanner.headers(), Body.copyOf(copy, scanner.bodyStart(), copy.length));
    }
}
