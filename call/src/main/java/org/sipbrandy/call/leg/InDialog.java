package org.sipbrandy.call.leg;

import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transaction.ServerTransactionId;

/** Requests within a dialog that change nothing about the call. */
public final class InDialog {
    private InDialog() {}

    static void other(Leg leg, ServerTransactionId id, SipRequest request) {
        if (request.method().equals(SipMethod.OPTIONS)) {
            var response = request.respond(200);
            response.set(HeaderName.ACCEPT, OwnCapabilities.ALL.accept());
            leg.ports.respond(
                    id, OwnCapabilities.on(response, true, leg.ports.product()).build(), leg.now());
        } else if (request.headers().has(HeaderName.INFO_PACKAGE)) {
            // RFC 6086 §4.2.2: a package that we never said we take
            leg.ports.respond(
                    id, request.respond(469).set(HeaderName.RECV_INFO, "").build(), leg.now());
        } else {
            leg.ports.respond(id, request.respond(200).build(), leg.now()); // a legacy INFO, RFC 6086 §4.2.2
        }
    }

    /** A method that means nothing here. */
    static void notAllowed(Leg leg, ServerTransactionId id, SipRequest request) {
        leg.ports.respond(
                id,
                request.respond(405)
                        .add(HeaderName.ALLOW, OwnCapabilities.ALL.allow())
                        .build(),
                leg.now());
    }
}
