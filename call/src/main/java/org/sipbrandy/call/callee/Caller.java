package org.sipbrandy.call.callee;

import org.sipbrandy.sip.dialog.OptionTags;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;

/** Whether the caller's INVITE was signed with msec. */
enum Caller {
    SIGNED,
    UNSIGNED;

    /** Whether the ladder of RFC 8862 can be climbed with this caller: it has to take a reliable 183 and an UPDATE. */
    boolean climbsTheLadder(SipRequest invite) {
        return this == SIGNED && OptionTags.supports(invite.headers(), OptionTags.RELIABLE) && takesUpdate(invite);
    }

    /** Whether it can be shown our signature at least after the call is answered (CONN-10). */
    boolean takesLateSignature(SipRequest invite) {
        return this == SIGNED && OptionTags.supports(invite.headers(), OptionTags.FROM_CHANGE) && takesUpdate(invite);
    }

    private static boolean takesUpdate(SipRequest invite) {
        var headers = invite.headers();
        return !headers.has(HeaderName.ALLOW) || headers.allow().contains(SipMethod.UPDATE);
    }
}
