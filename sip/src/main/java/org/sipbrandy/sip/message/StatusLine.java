package org.sipbrandy.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * The Status-Line with which a {@code message/sipfrag} of a NOTIFY for {@code refer} begins (RFC 3420 §2, RFC 3515 §2.4.5).
 * What follows it in the body is left aside.
 *
 * @param status 100 to 699
 * @param reason phrase
 */
public record StatusLine(int status, String reason) {
    /** RFC 3420. */
    public static final MediaType SIPFRAG = MediaType.of("message", "sipfrag");

    public StatusLine {
        if (status < 100 || status > 699 || reason.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("malformed status line");
        }
    }

    /** With the usual phrase. */
    public static StatusLine of(int status) {
        return new StatusLine(status, ReasonPhrase.of(status));
    }

    /**
     * Reads the first line of a body.
     *
     * @throws SipParseException if that is no Status-Line, or longer than {@link SipLimits#MAX_LINE}
     */
    public static StatusLine first(Body body) {
        byte[] octets = body.bytes();
        int end = 0;
        while (end < octets.length && octets[end] != '\r' && octets[end] != '\n') {
            if (++end > SipLimits.MAX_LINE) {
                throw new SipParseException("status line too long", end);
            }
        }
        String line = new String(octets, 0, end, StandardCharsets.UTF_8);
        int status = StartLine.status(line);
        try {
            return new StatusLine(status, StartLine.reason(line));
        } catch (IllegalArgumentException _) {
            throw new SipParseException("malformed reason phrase", 12);
        }
    }

    /** A body that says only this. */
    public Body body() {
        return Body.of((this + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "SIP/2.0 " + status + " " + reason;
    }
}
