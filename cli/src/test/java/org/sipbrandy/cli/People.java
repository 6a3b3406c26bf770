package org.sipbrandy.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.IdentityFolder.Identity;
import org.sipbrandy.stir.trust.SafetyNumber;

/** Homes of people with a key. */
final class People {
    static final String ALICE = "sip:alice@example.com";
    static final String BOB = "sip:bob@example.com";

    private People() {}

    /** A home in which somebody has a key. */
    static Path home(Path folder, String name, String aor) {
        var home = folder.resolve(name);
        Home.open(home).identities().create(aor, Duration.ofDays(30));
        return home;
    }

    static Path alice(Path folder) {
        return home(folder, "alice", ALICE);
    }

    static Path bob(Path folder) {
        return home(folder, "bob", BOB);
    }

    /** The safety number of somebody's own key. */
    static String safetyNumber(Path home, String aor) {
        Identity identity = Home.open(home).identities().get(aor).orElseThrow();
        return SafetyNumber.of(
                        identity.credential().identity(), identity.credential().pin())
                .toString();
    }

    /** Throws somebody's key away and makes another. */
    static void changeKey(Path home, String aor) {
        var identities = Home.open(home).identities();
        identities.delete(aor);
        identities.create(aor, Duration.ofDays(30));
    }
}
