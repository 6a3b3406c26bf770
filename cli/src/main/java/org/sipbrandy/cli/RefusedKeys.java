package org.sipbrandy.cli;

import org.sipbrandy.agent.store.PeerDatabase;
import org.sipbrandy.call.CallEvent;

/** Remembers a changed key that was refused, so that {@code trust accept} can take it. */
final class RefusedKeys {
    private RefusedKeys() {}

    static void note(CallEvent event, PeerDatabase peers) {
        if (event instanceof CallEvent.KeyRefused(var at, var identity)) {
            peers.refused(identity.identity(), identity.certificate().pin(), java.time.Instant.now());
        }
    }
}
