package org.sipbrandy.sip.message;

/** A request, RFC 3261 §7.1. */
public record SipRequest(SipMethod method, Uri requestUri, Headers headers, Body body) implements SipMessage {
    /** A builder without headers. */
    public static RequestBuilder builder(SipMethod method, Uri requestUri) {
        return new RequestBuilder(method, requestUri);
    }

    /** A builder that starts with all of this request. */
    public RequestBuilder toBuilder() {
        return new RequestBuilder(method, requestUri).headers(headers).body(body);
    }

    /**
     * A response with what RFC 3261 §8.2.6.2 copies: Via, From, To, Call-ID and CSeq, octet by octet;
     * a 100 gets the Timestamp too (§8.2.6.1). The To tag is the caller's to add with
     * {@link ResponseBuilder#toTag}.
     *
     * @param status 100 to 699
     */
    public ResponseBuilder respond(int status) {
        return respond(status, ReasonPhrase.of(status));
    }

    /** The same with another reason phrase. */
    public ResponseBuilder respond(int status, String reason) {
        return new ResponseBuilder(status, reason).headers(ResponseHeaders.of(headers, status));
    }

    @Override
    public String startLine() {
        return method.name() + " " + requestUri + " SIP/2.0";
    }

    @Override
    public SipRequest withHeaders(Headers changed) {
        return new SipRequest(method, requestUri, changed, body);
    }

    public SipRequest withRequestUri(Uri changed) {
        return new SipRequest(method, changed, headers, body);
    }

    /** The same with another body; Content-Type is the caller's. */
    public SipRequest withBody(Body changed) {
        return new SipRequest(method, requestUri, headers, changed);
    }
}
