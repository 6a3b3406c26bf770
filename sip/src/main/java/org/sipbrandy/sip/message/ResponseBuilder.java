package org.sipbrandy.sip.message;

/** Makes a response. Not thread-safe. */
public final class ResponseBuilder {
    private final int status;
    private final String reason;
    private Headers.Builder headers = Headers.builder();
    private Body body = Body.EMPTY;

    ResponseBuilder(int status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    /** Takes these headers instead of all so far. */
    public ResponseBuilder headers(Headers all) {
        headers = all.toBuilder();
        return this;
    }

    /** Gives To a tag unless it has one. A To that is malformed gets it as text at its end. */
    public ResponseBuilder toTag(String tag) {
        headers.toTag(tag);
        return this;
    }

    /** Adds a field at the end. */
    public ResponseBuilder add(String name, String value) {
        headers.add(name, value);
        return this;
    }

    public ResponseBuilder add(String name, HeaderValue value) {
        return add(name, value.toString());
    }

    /** Puts one field in the place of all of that name. */
    public ResponseBuilder set(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public ResponseBuilder set(String name, HeaderValue value) {
        return set(name, value.toString());
    }

    public ResponseBuilder remove(String name) {
        headers.remove(name);
        return this;
    }

    /** Sets body and Content-Type. */
    public ResponseBuilder body(MediaType type, Body content) {
        headers.set(HeaderName.CONTENT_TYPE, type.toString());
        return body(content);
    }

    public ResponseBuilder body(Body content) {
        body = content;
        return this;
    }

    public SipResponse build() {
        return new SipResponse(status, reason, headers.build(), body);
    }
}
