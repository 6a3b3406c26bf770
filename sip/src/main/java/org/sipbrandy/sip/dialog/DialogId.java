package org.sipbrandy.sip.dialog;

import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/**
 * What identifies a dialog, and nothing else does: URIs may change (RFC 3261 §12; RFC 4916 §4.4).
 *
 * @param remoteTag empty for the null tag of an RFC 2543 peer
 */
public record DialogId(String callId, String localTag, String remoteTag) {

    /** The dialog a received request names; its local tag is empty if the request is outside of dialogs. */
    public static DialogId ofReceived(SipRequest request) {
        Headers headers = request.headers();
        return new DialogId(
                headers.callId(),
                headers.to().tag().orElse(""),
                headers.from().tag().orElse(""));
    }

    /** The dialog a received response names. */
    public static DialogId ofReceived(SipResponse response) {
        Headers headers = response.headers();
        return new DialogId(
                headers.callId(),
                headers.from().tag().orElse(""),
                headers.to().tag().orElse(""));
    }
}
