package org.sipbrandy.call.caller;

import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** A 2xx that is not wanted: acknowledged and ended, so that nothing rings on (RFC 3261 §13.2.2.4). */
final class Dismissal {
    private Dismissal() {}

    static void of(CallerLeg leg, SipRequest invite, SipResponse success, Target source) {
        var dialog = CallDialog.caller(invite, success, source);
        dialog.acknowledge(1, leg.ports, leg.now());
        dialog.bye(leg.protection.gravest(), leg.ports, leg.now());
    }
}
