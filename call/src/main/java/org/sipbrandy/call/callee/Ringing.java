package org.sipbrandy.call.callee;

import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings.UpdateTiming;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.SipMethod;

/** The user is asked (flows.md §1.2 step 9). */
final class Ringing extends Unanswered {
    private final Next next;

    /** What follows when the user accepts. */
    sealed interface Next {
        /** Our keys are signed first: {@link UpdateTiming#ON_ACCEPT} (CONN-28). */
        record Sign() implements Next {}

        /** The 2xx; our answer was given and signed. */
        record Succeed() implements Next {}

        /** The 2xx with our answer, which this caller cannot be shown signed. */
        record AnswerWith(SessionDescription answer, Caller caller) implements Next {}
    }

    private Ringing(CalleeLeg leg, Next next) {
        super(leg);
        this.next = next;
    }

    static void ring(CalleeLeg leg, Next next) {
        leg.become(new Ringing(leg, next));
        leg.ports.respond(leg.inviteId, leg.response(180, "").build(), leg.now());
        leg.protection.tell(new CallEvent.Ringing(leg.now(), 180));
        var headers = leg.invite.headers();
        leg.ports.effect(new EndpointEffect.Invitation(
                leg.callId, headers.from().uri().toString(), headers.to().uri().toString()));
    }

    @Override
    boolean mayBeOffered(SipMethod method) {
        return method.equals(SipMethod.UPDATE) && !(next instanceof Next.AnswerWith);
    }

    @Override
    void accept() {
        switch (next) {
            case Next.Sign() -> SigningAnswer.begin(leg, UserAnswer.ACCEPTED);
            case Next.Succeed() -> Answered.succeed(leg);
            case Next.AnswerWith(var answer, var caller) -> Answered.succeed(leg, answer, caller);
        }
    }
}
