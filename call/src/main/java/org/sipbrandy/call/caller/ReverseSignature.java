package org.sipbrandy.call.caller;

import org.sipbrandy.sip.dialog.OptionTags;
import org.sipbrandy.sip.message.SipResponse;

/** Whether the callee has shown that it can sign its keys in an UPDATE (CONN-31). */
enum ReverseSignature {
    NOT_SHOWN,
    /** It names from-change in a provisional response, or sent one reliably and names it in the 2xx. */
    POSSIBLE;

    /** After a provisional response. */
    ReverseSignature after(SipResponse provisional) {
        return OptionTags.supports(provisional.headers(), OptionTags.FROM_CHANGE) ? POSSIBLE : this;
    }
}
