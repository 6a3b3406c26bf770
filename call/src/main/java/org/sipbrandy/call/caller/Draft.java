package org.sipbrandy.call.caller;

import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.call.leg.Remedy;
import org.sipbrandy.call.leg.Repair;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;

/**
 * The INVITE before it is signed, with the offer in it.
 *
 * @param remedy what is different in it, if it was sent and refused before
 */
record Draft(SipRequest request, SessionDescription offer, Optional<Remedy> remedy) {

    /** The same once more: a new transaction with the same Call-ID, From tag and no To tag (STIR-AS-18). */
    Draft again(Remedy by) {
        var next = new CSeq(request.headers().cseq().number() + 1, SipMethod.INVITE);
        return new Draft(request.toBuilder().set(HeaderName.CSEQ, next).build(), offer, Optional.of(by));
    }

    /** What is to be signed now. */
    SipRequest toSign(Instant now) {
        return remedy.flatMap(it -> Repair.date(it, now))
                .map(date -> request.toBuilder().set(HeaderName.DATE, date).build())
                .orElse(request);
    }
}
