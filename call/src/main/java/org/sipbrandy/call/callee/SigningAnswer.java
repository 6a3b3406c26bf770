package org.sipbrandy.call.callee;

import java.util.Optional;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.call.update.OwnOffer;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipResponse;

/** Our keys go to the caller, signed by us, in an UPDATE (flows.md §1.2 steps 7 and 8). */
final class SigningAnswer extends Unanswered implements OwnOffer.Listener {
    private UserAnswer user;
    private Optional<SipResponse> first = Optional.empty();

    private SigningAnswer(CalleeLeg leg, UserAnswer user) {
        super(leg);
        this.user = user;
    }

    static void begin(CalleeLeg leg, UserAnswer user) {
        var state = new SigningAnswer(leg, user);
        leg.become(state);
        new OwnOffer(leg, leg.dialog, leg.signer(), state).begin();
    }

    /** The 183 gave our answer, or the 2xx does; the INVITE's own transaction is not over. */
    @Override
    boolean mayBeOffered(SipMethod method) {
        return method.equals(SipMethod.UPDATE);
    }

    @Override
    void accept() {
        user = UserAnswer.ACCEPTED;
    }

    @Override
    public void signed(String identity) {
        leg.protection.step(Step.ANSWER_SIGNED, true, "as " + identity);
    }

    @Override
    public void repairing(SipResponse refusal, String told) {
        first = Optional.of(refusal);
        leg.protection.step(Step.ANSWER_SIGNED, false, told);
    }

    @Override
    public void notSigned(String detail) {
        leg.protection.step(Step.ANSWER_SIGNED, false, detail);
        if (first.isPresent()) { // there is nothing else to sign it with: what was refused stays refused
            refused(first.get());
            return;
        }
        refuse(480, "Temporarily Unavailable", Reason.CREDENTIAL_UNAVAILABLE, detail);
    }

    @Override
    public void accepted() {
        leg.protection.record(new Evidence.OwnKeysAccepted(leg.now()));
        leg.heed();
        if (leg.over()) {
            return;
        }
        if (user == UserAnswer.ACCEPTED) { // CONN-27
            Answered.succeed(leg);
        } else {
            Ringing.ring(leg, new Ringing.Next.Succeed());
        }
    }

    /** CONN-14. */
    @Override
    public void refused(SipResponse response) {
        var reason = Refusals.of(response).orElse(Reason.PEER_REFUSED);
        leg.protection.step(
                Step.ANSWER_SIGNED, false, "the caller answered " + response.status() + " " + response.reason());
        refuse488(reason, "the caller refused the signed UPDATE: " + response.status());
    }

    /** MSEC-20: an unsigned answer must repeat what was signed. */
    @Override
    public void changed(String what) {
        leg.protection.step(Step.KEYS_BOUND, false, "the answer to the UPDATE changes " + what);
        refuse488(Reason.FINGERPRINT_MISMATCH, "the answer to the UPDATE changes " + what);
    }

    @Override
    public void unfit(Reason reason, String detail) {
        refuse488(reason, detail);
    }

    @Override
    public void unanswered() {
        if (first.isPresent()) { // what was refused stays refused
            refused(first.get());
            return;
        }
        refuse(504, "Server Time-out", Reason.ANSWER_NOT_SIGNED, "the signed UPDATE was not answered");
    }
}
