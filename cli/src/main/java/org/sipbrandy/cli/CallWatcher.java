package org.sipbrandy.cli;

import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallSettings;

/** Somebody who is told of one call. */
@FunctionalInterface
interface CallWatcher {
    /** Listens in on the audio, if it wants to; called before the call begins. */
    default CallSettings tap(CallSettings settings) {
        return settings;
    }

    /** Who is told of a call that follows from this one, since the far end handed it over. */
    default CallWatcher next() {
        return this;
    }

    /**
     * Something happened.
     *
     * @param call its Call-ID
     * @param recording the file that is recorded to, or empty
     */
    void event(String call, CallEvent event, String recording);
}
