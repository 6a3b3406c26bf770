package org.sipbrandy.stir.trust;

import java.time.Instant;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * A key once seen for an identity. One identity may have several: a key for each device, each accepted by the user
 * (AUTHZ-03).
 *
 * @param verified compared out of band by the user
 * @param msecSeen it signed with msec: if that stops, something is taken away (RFC 8224 §12.5)
 */
public record KnownPeer(
        CanonicalIdentity identity,
        KeyPin pin,
        boolean verified,
        boolean msecSeen,
        Instant firstSeen,
        Instant lastSeen) {

    /** @throws IllegalArgumentException for an anonymous identity, which is never remembered (ANON-06) */
    public KnownPeer {
        if (identity.anonymous()) {
            throw new IllegalArgumentException("nobody can be known");
        }
    }

    /** A key seen for the first time. */
    public static KnownPeer firstSeen(CanonicalIdentity identity, KeyPin pin, boolean msec, Instant now) {
        return new KnownPeer(identity, pin, false, msec, now, now);
    }

    /** Seen again; what was once seen of msec stays. */
    public KnownPeer seen(boolean msec, Instant now) {
        return new KnownPeer(identity, pin, verified, msecSeen || msec, firstSeen, now);
    }

    /** Compared out of band. */
    public KnownPeer asVerified() {
        return new KnownPeer(identity, pin, true, msecSeen, firstSeen, lastSeen);
    }

    /** What the user compares. */
    public SafetyNumber safetyNumber() {
        return SafetyNumber.of(identity, pin);
    }
}
