package org.sipbrandy.stir.trust;

import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * A key once seen for an identity. One identity may have several: a key for each device, each accepted by the user
 * (AUTHZ-03).
 *
 * @param comparison that it was compared out of band by the user, if it was
 * @param msecSeen it signed with msec: if that stops, something is taken away (RFC 8224 §12.5)
 * @param calls the confidential calls with this key; 0 where the user took it before the first one
 */
public record KnownPeer(
        CanonicalIdentity identity,
        KeyPin pin,
        Optional<Comparison> comparison,
        boolean msecSeen,
        Instant firstSeen,
        Instant lastSeen,
        long calls) {

    /** @throws IllegalArgumentException for an anonymous identity, which is never remembered (ANON-06) */
    public KnownPeer {
        if (identity.anonymous()) {
            throw new IllegalArgumentException("nobody can be known");
        }
        if (calls < 0) {
            throw new IllegalArgumentException("fewer calls than none");
        }
    }

    /** A key seen for the first time, in a call. */
    public static KnownPeer firstSeen(CanonicalIdentity identity, KeyPin pin, boolean msec, Instant now) {
        return new KnownPeer(identity, pin, Optional.empty(), msec, now, now, 1);
    }

    /** A changed key that the user takes for the peer's; a key is refused only where it signed with msec. */
    public static KnownPeer accepted(CanonicalIdentity identity, KeyPin pin, Instant now) {
        return new KnownPeer(identity, pin, Optional.empty(), true, now, now, 0);
    }

    /** Seen again in another call; what was once seen of msec stays. */
    public KnownPeer seen(boolean msec, Instant now) {
        return new KnownPeer(identity, pin, comparison, msecSeen || msec, firstSeen, now, calls + 1);
    }

    /** Compared out of band. */
    public KnownPeer asVerified(Comparison.How how, Instant now) {
        return new KnownPeer(
                identity, pin, Optional.of(new Comparison(how, now)), msecSeen, firstSeen, lastSeen, calls);
    }

    /** What is known of the same key here and elsewhere, put together. */
    public KnownPeer with(KnownPeer other) {
        if (!identity.equals(other.identity) || !pin.equals(other.pin)) {
            throw new IllegalArgumentException("another key");
        }
        return new KnownPeer(
                identity,
                pin,
                comparison.or(other::comparison),
                msecSeen || other.msecSeen,
                firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen,
                Math.max(calls, other.calls));
    }

    /** Whether it was compared out of band. */
    public boolean verified() {
        return comparison.isPresent();
    }

    /** What the user compares. */
    public SafetyNumber safetyNumber() {
        return SafetyNumber.of(identity, pin);
    }
}
