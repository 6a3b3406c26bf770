package org.sipbrandy.sip.transaction;

import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Via;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/**
 * A request made ready for its hop: Via, Max-Forwards, and the transport that its length asks for.
 *
 * @param wanted the target before its transport was exchanged
 */
record OutgoingRequest(SipRequest request, Target target, Target wanted) {

    static OutgoingRequest of(SipRequest request, Target target, String branch, TransactionSettings settings) {
        SipRequest stamped = stamp(request, target, branch, settings);
        // RFC 3261 §18.1.1: longer than 1300 octets goes over a congestion-controlled transport, top Via rewritten.
        if (target.transport() == Transport.UDP
                && settings.tcpInstead()
                && stamped.encode().length > settings.largestUdpRequest()) {
            Target tcp = target.withTransport(Transport.TCP);
            return new OutgoingRequest(stamp(request, tcp, branch, settings), tcp, target);
        }
        return new OutgoingRequest(stamped, target, target);
    }

    static SipRequest stamp(SipRequest request, Target target, String branch, TransactionSettings settings) {
        Via via = Via.of(target.transport().name(), settings.sentBy().towards(target), branch);
        if (target.transport() == Transport.UDP) {
            via = via.withEmptyRport(); // RFC 3581 §3
        }
        Headers.Builder headers = request.headers().toBuilder().addFirst(HeaderName.VIA, via);
        if (!request.headers().has(HeaderName.MAX_FORWARDS)) {
            headers.add(HeaderName.MAX_FORWARDS, Integer.toString(TransactionLayer.MAX_FORWARDS));
        }
        return request.withHeaders(headers.build());
    }

    /** The same request with our Via for another target, branch kept. */
    static SipRequest rewrite(SipRequest stamped, Target target, TransactionSettings settings) {
        Via old = stamped.headers().topVia();
        Via via = Via.of(
                target.transport().name(),
                settings.sentBy().towards(target),
                old.branch().orElseThrow());
        if (target.transport() == Transport.UDP) {
            via = via.withEmptyRport();
        }
        return stamped.withHeaders(stamped.headers().withTopVia(via));
    }
}
