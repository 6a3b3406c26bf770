package org.sipbrandy.call.caller;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** How far the calling side is. Each state takes what can come in it; what cannot come is without effect. */
abstract sealed class CallerState permits Locating, OpeningMedia, SigningOffer, Inviting, Confirmed, Ended {
    final CallerLeg leg;

    CallerState(CallerLeg leg) {
        this.leg = leg;
    }

    /** Sockets for the media are open. */
    void mediaOpened(List<LocalMedia> local) {}

    /** A response to the INVITE. */
    void response(SipResponse response, Target source) {}

    /** No response to the INVITE will come. */
    void none(int status, boolean tryNext) {}

    /** The dialog, once there is one. */
    Optional<CallDialog> dialog() {
        return Optional.empty();
    }

    /** Tells the far end that we end the call, in the way that this state allows. */
    abstract void sayGoodbye(Optional<Reason> why);

    /** The far end ended the dialog. */
    void peerLeft() {}

    /** The word for an end by the local user. */
    String wordForHangUp() {
        return "cancelled";
    }
}
