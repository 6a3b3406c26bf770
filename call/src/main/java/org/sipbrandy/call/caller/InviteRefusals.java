package org.sipbrandy.call.caller;

import java.util.Optional;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.sip.message.SipResponse;

/**
 * The refusals of the INVITE: the first is kept while one more attempt is made, and is what the call ends with unless that
 * attempt brings something more telling. Not thread-safe.
 */
final class InviteRefusals {
    private final CallerLeg leg;
    private Optional<SipResponse> first = Optional.empty();

    InviteRefusals(CallerLeg leg) {
        this.leg = leg;
    }

    /** Refused, and tried once more. */
    void first(SipResponse refusal) {
        first = Optional.of(refusal);
        leg.protection.record(new Evidence.OfferRefused(leg.now(), refusal.status(), refusal.reason()));
    }

    /** The call ends with the refusal of the first attempt: there is no other. */
    void endWithFirst() {
        end(first.orElseThrow());
    }

    /** Nobody answered: the call ends with what was answered before, if anything was. */
    void endUnanswered(int status, String told) {
        if (first.isPresent()) {
            endWithFirst();
        } else {
            leg.end(EndedBy.NETWORK, status, told);
        }
    }

    /** The last attempt was refused, too. */
    void endWith(SipResponse refusal) {
        if (Refusals.of(refusal).isPresent() && leg.settings.policy().usesIdentity()) {
            first.ifPresent(this::note); // both say what is wrong
        }
        end(first.isPresent() && saysNothing(refusal) ? first.get() : refusal);
    }

    /** Whether it speaks of the server or the network, rather than of the call or of the one who is called. */
    private static boolean saysNothing(SipResponse refusal) {
        boolean ofTheServer = refusal.status() / 100 == 5;
        return Refusals.of(refusal).isEmpty()
                && switch (refusal.status()) {
                    case 408, 481, 482 -> true;
                    default -> ofTheServer;
                };
    }

    private void end(SipResponse refusal) {
        note(refusal);
        leg.end(EndedBy.REMOTE, refusal.status(), refusal.reason());
    }

    private void note(SipResponse refusal) {
        var reason = Refusals.of(refusal);
        if (reason.isPresent() && leg.settings.policy().usesIdentity()) {
            leg.protection.failure(reason.get(), "the peer answered " + refusal.status() + " " + refusal.reason());
        }
    }
}
