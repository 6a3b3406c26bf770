package org.sipbrandy.call.callee;

import org.sipbrandy.call.CallSettings.UpdateTiming;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.MediaType;

/** The reliable 183 with our answer is out (flows.md §1.2 steps 3–5); it is repeated until its PRACK comes. */
final class AwaitingPrack extends Unanswered {
    private UserAnswer user = UserAnswer.NOT_YET;

    private AwaitingPrack(CalleeLeg leg) {
        super(leg);
    }

    static void send(CalleeLeg leg, SessionDescription answer) {
        var response = leg.response(183, "").body(MediaType.SDP, Body.of(answer.toBytes()));
        leg.become(new AwaitingPrack(leg));
        leg.repeats.reliably(response.build(), leg.now());
        leg.repeat();
        leg.protection.record(new Evidence.AnswerReceived(leg.now(), 183));
    }

    /** CONN-15, CONN-19: neither UPDATE nor 2xx before the PRACK. */
    @Override
    void accept() {
        user = UserAnswer.ACCEPTED;
    }

    /** CONN-33: the PRACK was answered before this. */
    @Override
    void pracked() {
        if (user == UserAnswer.ACCEPTED || leg.settings.update() == UpdateTiming.EARLY) {
            SigningAnswer.begin(leg, user);
        } else {
            Ringing.ring(leg, new Ringing.Next.Sign());
        }
    }

    @Override
    void gaveUp() { // CONN-17
        refuse(504, "Server Time-out", Reason.PEER_NOT_CAPABLE, "no PRACK came");
    }
}
