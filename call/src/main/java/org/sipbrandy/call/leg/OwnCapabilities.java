package org.sipbrandy.call.leg;

import java.util.List;
import org.sipbrandy.sip.dialog.Capabilities;
import org.sipbrandy.sip.dialog.OptionTags;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.sip.message.ResponseBuilder;

/** What this user agent can do, and where it says so. */
public final class OwnCapabilities {
    public static final Capabilities ALL = new Capabilities(
            Capabilities.CALL_METHODS,
            List.of(OptionTags.RELIABLE, OptionTags.FROM_CHANGE, OptionTags.REPLACES),
            List.of(MediaType.SDP, MediaType.of("multipart", "mixed"), MediaType.of("multipart", "alternative")));

    /** Without the profile of RFC 8862: what a plain SIP user agent can do. */
    public static final Capabilities PLAIN =
            new Capabilities(Capabilities.CALL_METHODS, List.of(OptionTags.REPLACES), ALL.bodies());

    private OwnCapabilities() {}

    /** Those under a policy that uses identity, or not. */
    public static Capabilities of(boolean identity) {
        return identity ? ALL : PLAIN;
    }

    /** On a dialog-forming request. */
    public static RequestBuilder on(RequestBuilder request, boolean identity, boolean mandatory, String product) {
        request.set(HeaderName.ALLOW, ALL.allow()).set(HeaderName.ACCEPT, ALL.accept());
        request.set(HeaderName.SUPPORTED, of(identity).supported()); // CONN-01
        if (identity && mandatory) {
            request.set(HeaderName.REQUIRE, OptionTags.RELIABLE); // MSEC-24
        }
        if (!product.isEmpty()) {
            request.set(HeaderName.USER_AGENT, product);
        }
        return request;
    }

    /** On a response to one. */
    public static ResponseBuilder on(ResponseBuilder response, boolean identity, String product) {
        response.set(HeaderName.ALLOW, ALL.allow());
        response.set(HeaderName.SUPPORTED, of(identity).supported());
        if (!product.isEmpty()) {
            response.set(HeaderName.SERVER, product);
        }
        return response;
    }
}
