package org.sipbrandy.call.callee;

import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.update.OwnOffer;
import org.sipbrandy.sip.message.SipResponse;

/**
 * Our keys, signed after the call was answered: for a caller that takes an UPDATE but no reliable response (CONN-10). The
 * call goes on without, if the caller does not want it.
 */
final class LateSignature implements OwnOffer.Listener {
    private final CalleeLeg leg;

    private LateSignature(CalleeLeg leg) {
        this.leg = leg;
    }

    static void begin(CalleeLeg leg) {
        new OwnOffer(leg, leg.dialog, leg.signer(), new LateSignature(leg)).begin();
    }

    @Override
    public void signed(String identity) {
        leg.protection.step(Step.ANSWER_SIGNED, true, "as " + identity);
    }

    @Override
    public void repairing(SipResponse refusal, String told) {
        leg.protection.step(Step.ANSWER_SIGNED, false, told);
    }

    @Override
    public void notSigned(String detail) {
        leg.protection.step(Step.ANSWER_SIGNED, false, detail);
    }

    @Override
    public void accepted() {
        leg.protection.record(new Evidence.OwnKeysAccepted(leg.now()));
        leg.heed();
    }

    @Override
    public void refused(SipResponse response) {
        leg.protection.step(
                Step.ANSWER_SIGNED, false, "the caller answered " + response.status() + " " + response.reason());
    }

    @Override
    public void changed(String what) {
        leg.fail(Reason.FINGERPRINT_MISMATCH, "the answer to the UPDATE changes " + what);
    }

    @Override
    public void unfit(Reason reason, String detail) {
        leg.fail(reason, detail);
    }

    @Override
    public void unanswered() {
        leg.dialogGone(408); // CONN-24
    }
}
