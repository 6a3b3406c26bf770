package org.sipbrandy.sip.transaction;

import java.util.Locale;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Via;

/** What messages of one transaction have in common. */
final class TransactionKey {
    private TransactionKey() {}

    /** RFC 3261 §17.1.3: branch and CSeq method. */
    static String ofClient(String branch, SipMethod method) {
        return method.name() + ' ' + branch;
    }

    /** RFC 3261 §17.2.3: branch, sent-by and method, ACK counting as INVITE; else the rules of RFC 2543. */
    static String ofServer(SipRequest request, SipMethod method) {
        Headers headers = request.headers();
        Via via = headers.topVia();
        SipMethod counted = method.equals(SipMethod.ACK) ? SipMethod.INVITE : method;
        String sentBy =
                via.sentBy().comparableHost() + ':' + via.sentBy().port().orElse(0);
        if (via.hasMagicCookie()) {
            return counted.name() + ' ' + via.branch().orElse("") + ' ' + sentBy.toLowerCase(Locale.ROOT);
        }
        CSeq cseq = headers.cseq();
        // The To tag is left out: an ACK carries that of the response, which RFC 3261 §17.2.3 compares apart.
        return String.join(
                "\n",
                counted.name(),
                request.requestUri().toString(),
                headers.from().tag().orElse(""),
                headers.callId(),
                Long.toString(cseq.number()),
                via.branch().orElse(""),
                sentBy);
    }

    /** RFC 3261 §8.2.2.2: what merged requests share. */
    static String ofMerge(SipRequest request) {
        Headers headers = request.headers();
        return headers.callId() + '\n' + headers.from().tag().orElse("") + '\n' + headers.cseq();
    }
}
