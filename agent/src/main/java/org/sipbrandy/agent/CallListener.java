package org.sipbrandy.agent;

import org.sipbrandy.call.CallEvent;

/** Watches a call. Called in order, on a virtual thread of the call's own; it may block, but then later events wait. */
@FunctionalInterface
public interface CallListener {
    void on(Call call, CallEvent event);
}
