package org.sipbrandy.call.caller;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/**
 * Callees whose 2xx is not wanted: another one answered first, or the call was given up. Each is acknowledged and ended,
 * so that nothing rings on (RFC 3261 §13.2.2.4, SIP-04). Not thread-safe.
 */
final class Dismissals {
    private final CallerLeg leg;
    private final Map<String, CallDialog> ended = new HashMap<>();

    Dismissals(CallerLeg leg) {
        this.leg = leg;
    }

    /** A BYE was sent in this dialog; what is still repeated in it is acknowledged. */
    void ended(CallDialog dialog) {
        ended.put(dialog.remoteTag(), dialog);
    }

    /** @param early the dialogs that there were before the 2xx, which go on counting their requests */
    void dismiss(SipRequest invite, SipResponse success, Target source, Optional<CallDialog> early) {
        String tag = success.headers().to().tag().orElse("");
        var known = ended.get(tag);
        if (known != null) {
            known.acknowledge(invite.headers().cseq().number(), leg.ports, leg.now()); // a repeated 2xx
            return;
        }
        var dialog = early.filter(one -> one.remoteTag().equals(tag))
                .orElseGet(() -> CallDialog.caller(invite, success, source));
        dialog.confirm(success);
        dialog.acknowledge(invite.headers().cseq().number(), leg.ports, leg.now());
        dialog.bye(leg.protection.gravest(), leg.ports, leg.now());
        ended(dialog);
    }
}
