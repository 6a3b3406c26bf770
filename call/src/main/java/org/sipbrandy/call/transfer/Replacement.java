package org.sipbrandy.call.transfer;

import java.util.List;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Replaces;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;

/**
 * What an INVITE wants to take the place of (RFC 3891 §3). To know a dialog's tags proves nothing, since relays see them:
 * whoever sent it is verified like any caller, and the user decides.
 */
public sealed interface Replacement {
    /** Nothing. */
    record Nothing() implements Replacement {}

    /** That call. */
    record Of(Leg call) implements Replacement {}

    /** Something that it cannot have. */
    record Refused(int status) implements Replacement {}

    /** Judges an INVITE outside of dialogs. */
    static Replacement of(SipRequest invite, List<Leg> calls, EndedDialogs ended) {
        var fields = invite.headers().all(HeaderName.REPLACES);
        if (fields.isEmpty()) {
            return new Nothing();
        }
        if (fields.size() > 1 || invite.headers().has("Join")) { // two wishes that exclude each other
            return new Refused(400);
        }
        Replaces named;
        try {
            named = Replaces.parse(fields.getFirst());
        } catch (SipParseException _) {
            return new Refused(400);
        }
        var matches = calls.stream()
                .filter(call -> call.dialog().filter(it -> is(it, named)).isPresent())
                .toList();
        if (matches.isEmpty() && ended.has(named)) {
            return new Refused(603);
        }
        if (matches.size() != 1) {
            return new Refused(481);
        }
        return judge(matches.getFirst(), named);
    }

    private static boolean is(CallDialog dialog, Replaces named) {
        return named.names(dialog.callId(), dialog.localTag(), dialog.remoteTag());
    }

    private static Replacement judge(Leg call, Replaces named) {
        if (call.over()) {
            return new Refused(603);
        }
        var dialog = call.dialog().orElseThrow();
        if (dialog.confirmed()) {
            return named.earlyOnly() ? new Refused(486) : new Of(call);
        }
        return dialog.ownsCallId() ? new Of(call) : new Refused(481); // never an early one that the far end began
    }
}
