package org.sipbrandy.sip.transaction;

import java.util.Set;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderField;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** The requests that repeat an INVITE's identification hop by hop: ACK for a non-2xx, and CANCEL. */
final class DerivedRequest {
    private static final Set<String> REPEATED =
            Set.of(HeaderName.ROUTE, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID);

    private DerivedRequest() {}

    /** RFC 3261 §17.1.1.3: same branch, Request-URI, Route; To as in the response. */
    static SipRequest ack(SipRequest invite, SipResponse response) {
        Headers.Builder headers = common(invite, SipMethod.ACK);
        response.headers().first(HeaderName.TO).ifPresent(to -> headers.set(HeaderName.TO, to));
        return new SipRequest(SipMethod.ACK, invite.requestUri(), headers.build(), Body.EMPTY);
    }

    /** RFC 3261 §9.1: To as in the INVITE, no Require or Proxy-Require. */
    static SipRequest cancel(SipRequest invite, Headers added) {
        Headers.Builder headers = common(invite, SipMethod.CANCEL);
        for (HeaderField field : added.fields()) {
            headers.add(field);
        }
        return new SipRequest(SipMethod.CANCEL, invite.requestUri(), headers.build(), Body.EMPTY);
    }

    private static Headers.Builder common(SipRequest invite, SipMethod method) {
        Headers from = invite.headers();
        Headers.Builder headers = Headers.builder().add(HeaderName.VIA, from.topVia());
        for (HeaderField field : from.fields()) {
            if (REPEATED.contains(field.name())) {
                headers.add(field);
            }
        }
        return headers.add(HeaderName.CSEQ, new CSeq(from.cseq().number(), method))
                .add(HeaderName.MAX_FORWARDS, Integer.toString(TransactionLayer.MAX_FORWARDS));
    }
}
