package org.sipbrandy.call.callee;

import java.util.List;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;

/** How far the called side is. Each state takes what can come in it; what cannot come is without effect. */
abstract sealed class CalleeState permits Unanswered, Answered, Confirmed, Ended {
    final CalleeLeg leg;

    CalleeState(CalleeLeg leg) {
        this.leg = leg;
    }

    /** Sockets for the media are open. */
    void mediaOpened(List<LocalMedia> local) {}

    /** The PRACK for our reliable response came and was answered. */
    void pracked() {}

    /**
     * Whether an offer of the caller's may be looked at (RFC 3311 §5.2, RFC 3261 §14.2): its first one is answered, and
     * that answer acknowledged.
     */
    boolean mayBeOffered(SipMethod method) {
        return false;
    }

    /** The local user takes the call. */
    void accept() {}

    /** The local user ends the call. */
    abstract void hangUp();

    /** The local user declines. */
    void reject(int status) {}

    /** The caller took the INVITE back. */
    void cancelled(SipRequest cancel) {}

    /** The ACK for our 2xx came. */
    void acknowledged() {}

    /** What was repeated was never acknowledged. */
    void gaveUp() {}

    /** The path is lost, or the far end's media is gone without a word. */
    void mediaLost(Parting how) {}

    /** Ends the call in the way that this state allows. */
    abstract void leave(Parting how);

    /** The caller ended the dialog with a BYE, which was answered. */
    abstract void peerLeft();

    /** Refuses for a reason that is evidence now. */
    final void refuse(int status, String phrase, Reason reason, String detail) {
        if (!leg.over()) {
            leg.protection.failure(reason, detail);
            leave(Parting.refusal(reason, status, phrase, detail));
        }
    }

    final void refuse488(Reason reason, String detail) {
        refuse(488, "Not Acceptable Here", reason, detail);
    }
}
