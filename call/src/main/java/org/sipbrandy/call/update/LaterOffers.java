package org.sipbrandy.call.update;

import java.util.Optional;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.call.offer.SessionChange;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;

/**
 * Changes of a session that stands: hold, resume, other codecs, somebody else who speaks, from either side. Keys, roles and
 * ICE stay. Not thread-safe.
 */
public final class LaterOffers {
    private final Leg leg;
    private final RemoteOffers theirs;
    private OwnOffer.Signer signer;
    private boolean ours;

    /** @param signer of our own offers */
    public LaterOffers(Leg leg, RemoteOffers.Listener listener, OwnOffer.Signer signer) {
        this.leg = leg;
        this.theirs = new RemoteOffers(leg, listener);
        this.signer = signer;
    }

    /** The far end offers. */
    public void receive(ServerTransactionId id, SipRequest request, CallDialog dialog) {
        if (request.method().equals(SipMethod.INVITE) && leg.reInvites.open()) { // CONN-34
            theirs.retryLater(id, request);
        } else {
            theirs.receive(id, request, dialog);
        }
    }

    /** An offer that comes before the answer to the first is through: 500 with Retry-After (RFC 3311 §5.2). */
    public void notYet(ServerTransactionId id, SipRequest request) {
        theirs.retryLater(id, request);
    }

    /**
     * Offers the session anew.
     *
     * @param wanted what is to be different in it
     * @return false if that has to wait: an exchange is under way (RFC 3311 §5.1)
     */
    public boolean offer(SessionChange wanted, CallDialog dialog) {
        if (underWay()) {
            return false;
        }
        ours = true;
        var before = leg.media.change(wanted);
        new OwnOffer(leg, dialog, signer, new Change(() -> leg.media.change(before))).begin();
        return true;
    }

    /**
     * Says who speaks from now on, in a From that this one signs (RFC 4916 §4.3, CONN-12). The keys stay.
     *
     * @return false if that has to wait as above, or if the far end never signed: it need not know that From may change
     */
    public boolean speakAs(Uri address, CallDialog dialog) {
        if (underWay()
                || !(signer instanceof OwnOffer.Signer.Self before)
                || !leg.protection.has(Evidence.PeerKeysSigned.class)) {
            return false;
        }
        ours = true;
        signer = new OwnOffer.Signer.Self(address, before.certificateName());
        Runnable undo = () -> {
            signer = before;
            dialog.from(before.address());
        };
        new OwnOffer(leg, dialog, signer, new Change(undo)).begin();
        return true;
    }

    /** Under which address we sign; empty where we do not. */
    public Optional<Uri> speaker() {
        return signer instanceof OwnOffer.Signer.Self self ? Optional.of(self.address()) : Optional.empty();
    }

    private boolean underWay() {
        return ours || theirs.pending() || !leg.media.stable() || leg.timers.running(Timer.RETRY);
    }

    private final class Change implements OwnOffer.Listener {
        private final Runnable undo;

        Change(Runnable undo) {
            this.undo = undo;
        }

        @Override
        public void notSigned(String detail) {
            takeBack();
        }

        @Override
        public void accepted() {
            ours = false;
        }

        /** CONN-24: the session is as it was, unless the far end knows of no dialog. */
        @Override
        public void refused(SipResponse response) {
            takeBack();
            if (response.status() == 481 || response.status() == 408) {
                leg.dialogGone(response.status());
            }
        }

        /** MSEC-20. */
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
            takeBack();
            leg.dialogGone(408);
        }

        private void takeBack() {
            ours = false;
            undo.run();
        }
    }
}
