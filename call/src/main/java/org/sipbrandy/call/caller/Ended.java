package org.sipbrandy.call.caller;

import java.util.Optional;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** The end is said. A 2xx may still cross our CANCEL (RFC 3261 §9.1). */
final class Ended extends CallerState {
    private final SipRequest invite;
    private final Optional<CallDialog> early;

    /** @param early the dialog that there was before the 2xx */
    Ended(CallerLeg leg, SipRequest invite, Optional<CallDialog> early) {
        super(leg);
        this.invite = invite;
        this.early = early;
    }

    @Override
    void response(SipResponse response, Target source) {
        if (response.isSuccess()) {
            leg.dismissals.dismiss(invite, response, source, early);
        }
    }

    @Override
    void sayGoodbye(Optional<Reason> why) {
        // said
    }
}
