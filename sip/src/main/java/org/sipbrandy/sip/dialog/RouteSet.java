package org.sipbrandy.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;

/** The proxies that every request of a dialog passes, nearest first (RFC 3261 §12.1, §12.2.1.1). */
record RouteSet(List<NameAddr> routes) {
    RouteSet {
        routes = List.copyOf(routes);
    }

    static RouteSet of(SipMessage message) {
        List<NameAddr> recorded = message.headers().recordRoutes();
        return switch (message) {
            case SipRequest request -> new RouteSet(recorded); // RFC 3261 §12.1.1
            case SipResponse response -> new RouteSet(recorded.reversed()); // §12.1.2
        };
    }

    /** The same with every URI a sips URI (RFC 5630 §5.1.1). */
    RouteSet secured() {
        return new RouteSet(routes.stream()
                .map(r -> r.uri() instanceof SipUri uri ? r.withUri(uri.withSecure(true)) : r)
                .toList());
    }

    boolean strict() {
        return !routes.isEmpty() && !(routes.getFirst().uri() instanceof SipUri uri && uri.isLooseRouter());
    }

    /** The URI to be located for a request: the first route's, else the target. */
    Uri nextHop(Uri target) {
        return routes.isEmpty() ? target : routes.getFirst().uri();
    }

    /** A request with Request-URI and Route as RFC 3261 §12.2.1.1 has them. */
    RequestBuilder begin(SipMethod method, Uri target) {
        List<NameAddr> listed = new ArrayList<>(routes);
        Uri requestUri = target;
        if (strict()) {
            requestUri = routes.getFirst().uri();
            if (requestUri instanceof SipUri uri) {
                requestUri = uri.withoutHeaders();
            }
            listed.removeFirst();
            listed.add(NameAddr.of(target));
        }
        RequestBuilder request = SipRequest.builder(method, requestUri);
        for (NameAddr route : listed) {
            request.add(HeaderName.ROUTE, route);
        }
        return request;
    }
}
