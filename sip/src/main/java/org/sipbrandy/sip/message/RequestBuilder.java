package org.sipbrandy.sip.message;

/** Makes a request. Not thread-safe. */
public final class RequestBuilder {
    private final SipMethod method;
    private Uri requestUri;
    private Headers.Builder headers = Headers.builder();
    private Body body = Body.EMPTY;

    RequestBuilder(SipMethod method, Uri requestUri) {
        this.method = method;
        this.requestUri = requestUri;
    }

    public RequestBuilder requestUri(Uri changed) {
        requestUri = changed;
        return this;
    }

    /** Takes these headers instead of all so far. */
    public RequestBuilder headers(Headers all) {
        headers = all.toBuilder();
        return this;
    }

    /** Adds a field at the end. */
    public RequestBuilder add(String name, String value) {
        headers.add(name, value);
        return this;
    }

    public RequestBuilder add(String name, HeaderValue value) {
        return add(name, value.toString());
    }

    /** Puts one field in the place of all of that name. */
    public RequestBuilder set(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public RequestBuilder set(String name, HeaderValue value) {
        return set(name, value.toString());
    }

    public RequestBuilder remove(String name) {
        headers.remove(name);
        return this;
    }

    /** Sets body and Content-Type. */
    public RequestBuilder body(MediaType type, Body content) {
        headers.set(HeaderName.CONTENT_TYPE, type.toString());
        return body(content);
    }

    public RequestBuilder body(Body content) {
        body = content;
        return this;
    }

    public SipRequest build() {
        return new SipRequest(method, requestUri, headers.build(), body);
    }
}
