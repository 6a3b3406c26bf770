package org.sipbrandy.call.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.sip.message.Replaces;

/** The dialogs that ended last: who asks to replace one is told that it is over (RFC 3891 §3). Not thread-safe. */
final class EndedDialogs {
    private static final int MOST = 64;

    private final Deque<Ended> last = new ArrayDeque<>();

    private record Ended(String callId, String localTag, String remoteTag) {}

    void add(CallDialog dialog) {
        if (last.size() == MOST) {
            last.remove();
        }
        last.add(new Ended(dialog.callId(), dialog.localTag(), dialog.remoteTag()));
    }

    boolean has(Replaces named) {
        return last.stream().anyMatch(one -> named.names(one.callId(), one.localTag(), one.remoteTag()));
    }
}
