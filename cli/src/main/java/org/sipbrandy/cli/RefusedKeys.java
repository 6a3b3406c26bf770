package org.sipbrandy.cli;

import java.time.Instant;
import org.sipbrandy.agent.store.DatabaseException;
import org.sipbrandy.agent.store.HomeException;
import org.sipbrandy.agent.store.PeerDatabase;
import org.sipbrandy.call.CallEvent;

/** Remembers a changed key that was refused, so that {@code trust accept} can take it. */
final class RefusedKeys {
    private RefusedKeys() {}

    static void note(CallEvent event, PeerDatabase peers) {
        if (event instanceof CallEvent.KeyRefused(var at, var identity)) {
            try {
                peers.refused(identity.identity(), identity.certificate().pin(), Instant.now());
            } catch (DatabaseException | HomeException e) { // the call is refused all the same
                System.err.println("brandy: the changed key is not noted: " + e.getMessage());
            }
        }
    }
}
