package org.sipbrandy.call.callee;

import java.util.Set;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.update.RemoteOffers;
import org.sipbrandy.sip.message.SipResponse;

/** What the caller's later signed offers mean to the callee: they show who it is now. */
final class CallerSignature implements RemoteOffers.Listener {
    private final CalleeLeg leg;

    CallerSignature(CalleeLeg leg) {
        this.leg = leg;
    }

    @Override
    public void verified(RequestVerifier.Checked checked, Set<String> fingerprints) {
        var peer = checked.peer().orElseThrow();
        leg.protection.signedBy(
                checked.msec().orElseThrow(), new Evidence.PeerKeysSigned(leg.now(), peer, fingerprints));
        leg.heed();
    }

    @Override
    public void refused(SipResponse response, Reason reason, String detail) {
        // the session is as it was
    }
}
