package org.sipbrandy.call.caller;

import java.util.Optional;
import org.sipbrandy.call.leg.OwnCapabilities;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.Signing;

/**
 * The INVITE that opens the call (flows.md §1.2 step 1).
 *
 * @param draft what it was made of
 * @param signed how it was signed, if it was
 * @param peerSignedBefore whether the one it goes to signed with msec in an earlier call (AUTHZ-07)
 */
record FirstInvite(SipRequest request, Draft draft, Optional<Signing.Signed> signed, boolean peerSignedBefore) {

    /** As it was drafted. */
    static FirstInvite unsigned(Draft draft, boolean peerSignedBefore) {
        return new FirstInvite(draft.request(), draft, Optional.empty(), peerSignedBefore);
    }

    /** The number of its transaction, which its ACK repeats. */
    long cseq() {
        return request.headers().cseq().number();
    }

    /** With the offer, not signed yet. */
    static Draft draft(CallerLeg leg, Target hop, SessionDescription offer) {
        boolean secure = leg.to instanceof SipUri uri && uri.secure();
        var policy = leg.settings.policy();
        var request = SipRequest.builder(SipMethod.INVITE, leg.to)
                .add(HeaderName.MAX_FORWARDS, "70")
                .add(HeaderName.FROM, leg.from)
                .add(HeaderName.TO, NameAddr.of(leg.to))
                .add(HeaderName.CALL_ID, leg.callId)
                .add(HeaderName.CSEQ, new CSeq(1, SipMethod.INVITE))
                .add(HeaderName.CONTACT, leg.ports.contact(hop, leg.from.uri(), secure));
        OwnCapabilities.on(request, policy.usesIdentity(), policy.mandatory(), leg.ports.product());
        leg.added.fields().forEach(field -> request.add(field.name(), field.value()));
        return new Draft(request.body(MediaType.SDP, Body.of(offer.toBytes())).build(), offer, Optional.empty());
    }
}
