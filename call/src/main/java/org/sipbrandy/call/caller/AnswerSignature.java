package org.sipbrandy.call.caller;

import java.util.Optional;
import java.util.Set;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.leg.Repair;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.call.update.RemoteOffers;
import org.sipbrandy.sip.message.SipResponse;

/**
 * What the callee's signed offers mean to the caller: the first binds its keys to who it is (flows.md §1.2 step 7), the
 * later ones show who it is now.
 */
final class AnswerSignature implements RemoteOffers.Listener {
    private final CallerLeg leg;
    private Optional<Failed> failed = Optional.empty();

    /** Why the first signed offer was refused, until a repaired one comes. */
    private record Failed(Reason reason, String detail) {}

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
        failed = Optional.empty();
        leg.protection.step(
                Step.ANSWER_VERIFIED,
                true,
                peer.name() + " signed its keys; key " + peer.trust().word());
        leg.heed();
    }

    /**
     * Without the first there is no call, unless it is repaired once and in time (RFC 8862 §4.3, CONN-13, CONN-31); until
     * then no media. What a later one asked for is only not done.
     */
    @Override
    public void refused(SipResponse response, Reason reason, String detail) {
        if (leg.protection.has(Evidence.PeerKeysSigned.class)) {
            return;
        }
        leg.protection.step(Step.ANSWER_VERIFIED, false, detail);
        if (failed.isEmpty() && Repair.mayFollow(response)) {
            failed = Optional.of(new Failed(reason, detail));
            long limit = leg.settings.signedAnswerWait().toNanos();
            leg.timers.set(Timer.SIGNED_ANSWER, leg.now() + limit, () -> leg.fail(reason, detail));
        } else {
            leg.fail(reason, detail);
        }
    }

    /** No repair will come: what was wrong with the first one is why (CONN-14). */
    void notRepaired() {
        failed.ifPresent(it -> leg.protection.failure(it.reason(), it.detail()));
    }
}
