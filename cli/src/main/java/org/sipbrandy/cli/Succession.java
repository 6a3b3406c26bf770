package org.sipbrandy.cli;

import java.util.HashMap;
import java.util.Map;
import org.sipbrandy.agent.Call;
import org.sipbrandy.call.CallEvent;

/** A call and those that follow from it by transfer, which are one conversation to the user. May be used by several threads. */
final class Succession {
    private final Map<String, CallWatcher> watchers = new HashMap<>();
    private final CallWatcher first;
    private String id = "";
    private int open = 1;

    Succession(CallWatcher first) {
        this.first = first;
    }

    /** Who is told of that call. */
    synchronized CallWatcher watcher(Call call) {
        return call.follows().isEmpty() ? first : watchers.computeIfAbsent(call.id(), _ -> first.next());
    }

    /** The Call-ID of the first. */
    synchronized String id() {
        return id;
    }

    /** Whether nothing goes on after that event of one of them. */
    synchronized boolean isOverWith(Call call, CallEvent event) {
        if (id.isEmpty()) {
            id = call.id();
        }
        if (event instanceof CallEvent.Transfer it
                && it.state() == CallEvent.TransferState.UNDER_WAY
                && it.next().isPresent()) {
            open++; // told before either of the two ends
        }
        if (event instanceof CallEvent.Ended) {
            open--;
        }
        return open == 0;
    }
}
