package org.sipbrandy.call.caller;

import java.util.Optional;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** The end is said. A 2xx may still cross it. */
final class Ended extends CallerState {
    private final SipRequest invite;

    Ended(CallerLeg leg, SipRequest invite) {
        super(leg);
        this.invite = invite;
    }

    @Override
    void response(SipResponse response, Target source) {
        if (response.isSuccess()) {
            Dismissal.of(leg, invite, response, source);
        }
    }

    @Override
    void sayGoodbye(Optional<Reason> why) {
        // said
    }
}
