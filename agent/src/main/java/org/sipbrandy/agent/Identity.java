package org.sipbrandy.agent;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.HomeException;
import org.sipbrandy.stir.authority.Authority;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * Who an agent is: an address of record and the credential that signs for it. Whoever knows the key of an earlier call
 * notices a new one, so an identity is made once and stored.
 *
 * @param aor address of record, such as {@code sip:alice@example.com}
 * @param credential whose certificate names that address, its domain or its number
 */
public record Identity(String aor, Credential credential) {
    private static final Duration YEAR = Duration.ofDays(365);

    /** Clocks differ. */
    private static final Duration BEFORE = Duration.ofHours(1);

    /** @throws IllegalArgumentException if the certificate does not name the address */
    public Identity {
        if (Authority.ofOwn(credential, CanonicalIdentity.of(aor)).isPresent()) {
            throw new IllegalArgumentException("the certificate does not name " + aor);
        }
    }

    /**
     * A new P-256 key with a self-signed certificate for a year (RFC 8862 §4.1): known to others from the first call on,
     * as {@code ssh} knows hosts.
     *
     * @throws org.sipbrandy.stir.StirParseException for what is not a SIP URI
     */
    public static Identity selfSigned(String aor) {
        var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(BEFORE);
        return new Identity(aor, Credential.selfSigned(aor, new SecureRandom(), start, YEAR));
    }

    /**
     * The identity stored in a home folder, by {@link #store} or by {@code brandy identity new}.
     *
     * @throws HomeException with one line, if there is none or it cannot be read
     */
    public static Identity load(Path home, String aor) {
        return Home.open(home)
                .identities()
                .speaking(aor)
                .map(it -> new Identity(it.aor(), it.credential()))
                .orElseThrow(() -> new HomeException("there is no identity " + aor + " in " + home));
    }

    /**
     * Stores it in a home folder, the key readable by its owner alone.
     *
     * @throws HomeException with one line, if there is one of that address already or it cannot be written
     */
    public void store(Path home) {
        Home.open(home).identities().put(aor, credential);
    }
}
