package org.sipbrandy.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.UserAgentBuilder;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.HomeException;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * As whom the program calls or answers.
 *
 * @param aor the address of record; for somebody who calls without a name, nobody's
 * @param keys of the named; none where no name is given
 */
record Speaker(String aor, Anonymity.Self self, CredentialStore keys) {
    private static final CredentialStore NO_KEYS = _ -> List.of();

    /** Who calls; the home needs no identity where no name is given. */
    static Speaker calling(Home home, @Nullable String from, boolean anonymous) {
        if (!anonymous) {
            return named(home, from);
        }
        if (from != null) {
            throw new Failure(ExitCode.USAGE, "--anonymous and --from exclude each other");
        }
        return new Speaker(Credential.ANONYMOUS, Anonymity.Self.WITHHELD, NO_KEYS);
    }

    /** Who answers: calls come to a name, whether it is told back or not; its key is only needed if it is. */
    static Speaker answering(Home home, @Nullable String as, boolean anonymous) {
        if (!anonymous) {
            return named(home, as);
        }
        String aor = as == null ? only(home) : address(as);
        return new Speaker(aor, Anonymity.Self.WITHHELD, NO_KEYS);
    }

    private static Speaker named(Home home, @Nullable String aor) {
        return new Speaker(SessionOptions.identity(home, aor).aor(), Anonymity.Self.NAMED, home.identities());
    }

    private static String only(Home home) {
        try {
            return SessionOptions.identity(home, null).aor();
        } catch (Failure | HomeException _) {
            throw new Failure(ExitCode.USAGE, "for whom? say with --as whose calls are answered; no key is needed");
        }
    }

    private static String address(String as) {
        try {
            CanonicalIdentity.of(as);
            return as;
        } catch (StirParseException | IllegalArgumentException _) {
            throw new Failure(ExitCode.USAGE, "'" + as + "' is not a SIP URI such as sip:alice@example.com");
        }
    }

    /** Whether no name is given. */
    boolean nameless() {
        return self == Anonymity.Self.WITHHELD;
    }

    /** Makes it the agent's; one without a name tells no product either. */
    void speakFor(UserAgentBuilder agent) {
        agent.identities(List.of(aor), keys);
        if (!nameless()) {
            agent.product("brandy/" + Build.version());
        }
    }
}
