package org.sipbrandy.call.caller;

import java.util.Set;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.call.update.RemoteOffers;

/**
 * What the callee's signed offers mean to the caller: the first binds its keys to who it is (flows.md §1.2 step 7), the
 * later ones show who it is now.
 */
final class AnswerSignature implements RemoteOffers.Listener {
    private final CallerLeg leg;

    AnswerSignature(CallerLeg leg) {
        this.leg = leg;
    }

    /** The far end's keys are bound to who it is. */
    @Override
    public void verified(RequestVerifier.Checked checked, Set<String> fingerprints) {
        var peer = checked.peer().orElseThrow();
        // It went on from our signed INVITE to this: it has verified our keys.
        leg.protection.record(new Evidence.OwnKeysAccepted(leg.now()));
        leg.protection.signedBy(
                checked.msec().orElseThrow(), new Evidence.PeerKeysSigned(leg.now(), peer, fingerprints));
        leg.timers.cancel(Timer.SIGNED_ANSWER);
        leg.protection.step(
                Step.ANSWER_VERIFIED,
                true,
                peer.name() + " signed its keys; key " + peer.trust().word());
        leg.heed();
    }

    /** Without the first there is no call; what a later one asked for is only not done. */
    @Override
    public void refused(Reason reason, String detail) {
        if (leg.protection.has(Evidence.PeerKeysSigned.class)) {
            return;
        }
        leg.protection.step(Step.ANSWER_VERIFIED, false, detail);
        leg.fail(reason, detail);
    }
}
