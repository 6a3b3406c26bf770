package org.sipbrandy.call.callee;

import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** The INVITE has no final response: whatever ends the call is one (SIP-26: never a BYE on an early dialog). */
abstract sealed class Unanswered extends CalleeState
        permits VerifyingOffer, OpeningMedia, AwaitingPrack, SigningAnswer, Ringing {
    Unanswered(CalleeLeg leg) {
        super(leg);
    }

    @Override
    final void leave(Parting how) {
        var response = leg.response(how.status(), how.phrase());
        how.why().ifPresent(reason -> Refusals.explain(response, reason, leg.ports.wallClock(leg.now())));
        decline(response.build());
        leg.end(how.by(), how.status(), how.told());
    }

    @Override
    final void hangUp() {
        leave(Parting.plain(EndedBy.LOCAL, 480, "declined"));
    }

    @Override
    final void reject(int status) {
        leave(Parting.plain(EndedBy.LOCAL, status, "declined"));
    }

    @Override
    final void cancelled(SipRequest cancel) {
        Refusals.of(cancel).ifPresent(reason -> leg.protection.failure(reason, "the caller gave up"));
        leave(Parting.plain(EndedBy.REMOTE, 487, "the caller cancelled"));
    }

    /** RFC 3261 §15.1.2: the INVITE wants an answer still. */
    @Override
    final void peerLeft() {
        decline(leg.response(487, "").build());
        leg.end(EndedBy.REMOTE, 0, "the peer hung up");
    }

    private void decline(SipResponse response) {
        leg.repeats.finish();
        leg.ports.respond(leg.inviteId, response, leg.now());
        leg.become(new Ended(leg));
    }
}
