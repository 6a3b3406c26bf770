package org.sipbrandy.sip.message;

/**
 * A response, RFC 3261 §7.2.
 *
 * @param status 100 to 699
 * @param reason may be empty; without line breaks
 */
public record SipResponse(int status, String reason, Headers headers, Body body) implements SipMessage {
    public SipResponse {
        if (status < 100 || status > 699) {
            throw new IllegalArgumentException("status out of range: " + status);
        }
        if (reason.indexOf('\r') >= 0 || reason.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("line break in reason phrase");
        }
    }

    /** A builder without headers; see {@link SipRequest#respond} for an answer to a request. */
    public static ResponseBuilder builder(int status, String reason) {
        return new ResponseBuilder(status, reason);
    }

    public ResponseBuilder toBuilder() {
        return new ResponseBuilder(status, reason).headers(headers).body(body);
    }

    public boolean isProvisional() {
        return status < 200;
    }

    public boolean isFinal() {
        return status >= 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public boolean isRedirection() {
        return status >= 300 && status < 400;
    }

    @Override
    public String startLine() {
        return "SIP/2.0 " + status + " " + reason;
    }

    @Override
    public SipResponse withHeaders(Headers changed) {
        return new SipResponse(status, reason, changed, body);
    }
}
