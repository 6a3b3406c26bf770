package org.sipbrandy.sip.message;

/** A request or a response. Immutable. */
public sealed interface SipMessage permits SipRequest, SipResponse {
    Headers headers();

    Body body();

    /** The first line, without line break. */
    String startLine();

    /**
     * The octets to send. Untouched received fields are written as they came. Content-Length is set
     * right, or added if there is none.
     */
    default byte[] encode() {
        return SipEncoder.encode(this);
    }

    /** The same with other headers. */
    SipMessage withHeaders(Headers headers);
}
