package org.sipbrandy.call.caller;

import java.util.Optional;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** The 2xx came (flows.md §1.2 steps 10 and 11). */
final class Confirmed extends CallerState {
    private final FirstInvite invite;
    private final CallDialog dialog;

    Confirmed(CallerLeg leg, FirstInvite invite, CallDialog dialog) {
        super(leg);
        this.invite = invite;
        this.dialog = dialog;
    }

    void begin(SipResponse success, ReverseSignature signature) {
        dialog.confirm(success);
        acknowledge();
        if (leg.media.awaitsAnswer()) {
            var description = FirstAnswer.description(leg, success);
            if (description.isEmpty()) {
                if (!leg.over()) {
                    leg.fail(Reason.PEER_NOT_CAPABLE, "answered without a session description");
                }
                return;
            }
            FirstAnswer.take(leg, description.get(), success.status());
        }
        if (!leg.over()) {
            awaitSignature(signature);
            leg.heed();
        }
    }

    private void acknowledge() {
        dialog.acknowledge(invite.cseq(), leg.ports, leg.now());
    }

    /** CONN-31: whoever may still sign gets its time; who has shown that it cannot, gets none. */
    private void awaitSignature(ReverseSignature signature) {
        var policy = leg.settings.policy();
        if (leg.protection.has(Evidence.PeerKeysSigned.class) || !policy.usesIdentity()) {
            return;
        }
        if (leg.timers.running(Timer.SIGNED_ANSWER)) { // a repaired UPDATE is waited for already
            return;
        }
        if (signature == ReverseSignature.POSSIBLE || policy.mandatory()) {
            long limit = leg.settings.signedAnswerWait().toNanos();
            leg.timers.set(Timer.SIGNED_ANSWER, leg.now() + limit, () -> willNotSign("no signed UPDATE came"));
        } else {
            willNotSign("it answered without a way to sign");
        }
    }

    private void willNotSign(String why) {
        leg.protection.record(new Evidence.PeerWillNotSign(leg.now(), why));
        leg.protection.step(Step.ANSWER_VERIFIED, false, why);
        if (invite.peerSignedBefore()) {
            leg.protection.failure(Reason.DOWNGRADE, why); // AUTHZ-07
        }
        leg.heed();
    }

    @Override
    void response(SipResponse response, Target source) {
        if (!response.isSuccess()) {
            return;
        }
        if (dialog.remoteTag().equals(response.headers().to().tag().orElse(""))) {
            acknowledge(); // a repeated 2xx
        } else {
            leg.dismissals.dismiss(invite.request(), response, source, Optional.empty()); // SIP-04: an unwanted fork
        }
    }

    @Override
    Optional<CallDialog> dialog() {
        return Optional.of(dialog);
    }

    @Override
    void sayGoodbye(Optional<Reason> why) {
        dialog.bye(why, leg.ports, leg.now());
        leg.dismissals.ended(dialog);
        leg.become(new Ended(leg, invite.request(), Optional.empty()));
    }

    @Override
    String wordForHangUp() {
        return "hung up";
    }
}
