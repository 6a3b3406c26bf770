package org.sipbrandy.call.caller;

import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** The dialog with the first one who answers, as its provisional responses come (flows.md §1.2 steps 3–5). */
final class EarlyDialog {
    private final CallerLeg leg;
    private final CallDialog dialog;
    private ReverseSignature signature = ReverseSignature.NOT_SHOWN;
    private boolean reliableSeen;

    EarlyDialog(CallerLeg leg, CallDialog dialog) {
        this.leg = leg;
        this.dialog = dialog;
    }

    CallDialog dialog() {
        return dialog;
    }

    /** Whether the callee may still sign its keys, seen from its 2xx. */
    ReverseSignature signatureAfter(SipResponse success) {
        return reliableSeen ? signature.after(success) : signature;
    }

    void provisional(SipResponse response) {
        signature = signature.after(response);
        switch (dialog.provisional(response)) {
            case ACKNOWLEDGE -> {
                reliableSeen = true;
                reliable(response);
            }
            case REPEAT, OUT_OF_ORDER -> {
                return; // CONN-20
            }
            case UNRELIABLE -> {}
        }
        if (response.status() == 180) {
            leg.protection.tell(new CallEvent.Ringing(leg.now(), 180));
        }
    }

    /** RFC 3262 §4: the answer in a reliable response is the answer. */
    private void reliable(SipResponse response) {
        var description = FirstAnswer.description(leg, response);
        leg.ports.send(dialog.prack(response), dialog.target(), new PrackAnswers(), leg.now());
        description.ifPresent(answer -> FirstAnswer.take(leg, answer, response.status()));
    }

    private final class PrackAnswers implements LegPorts.Answers {
        @Override
        public void response(SipResponse response, Target source, long at) {
            leg.at(at);
            if (!leg.over() && response.isFinal() && !response.isSuccess()) {
                leg.fail(Reason.PEER_NOT_CAPABLE, "PRACK was answered with " + response.status());
            }
        }

        @Override
        public void none(int status, boolean tryNext, long at) {
            leg.at(at);
            leg.leave(EndedBy.NETWORK, status, "no answer to PRACK");
        }
    }
}
