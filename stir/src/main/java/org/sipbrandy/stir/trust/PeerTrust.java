package org.sipbrandy.stir.trust;

import java.util.List;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * How far a key is trusted.
 *
 * @param level the decision
 * @param known the keys known for the identity
 * @param othersWithKey other identities that this very key is known for: an alarm (RFC 8844 §2.2, AUTHZ-10)
 */
public record PeerTrust(Level level, List<KnownPeer> known, List<CanonicalIdentity> othersWithKey) {

    public PeerTrust {
        known = List.copyOf(known);
        othersWithKey = List.copyOf(othersWithKey);
    }

    /** The decision. */
    public enum Level {
        /** Its certificate chains to a configured anchor: the issuer answers for the key, whatever it was before. */
        CERTIFIED,
        /** No key was known: whoever answered may have made it (RFC 8862 §4.1). */
        FIRST_USE,
        /** The key of earlier calls. */
        KNOWN,
        /** A key that the user compared out of band. */
        VERIFIED,
        /** Another key than in earlier calls. */
        CHANGED,
        /** A key of nobody in particular; never remembered (RFC 8862 §4.2). */
        ANONYMOUS
    }

    /** The same knowledge, with an issuer that answers for the key. */
    public PeerTrust asCertified() {
        return new PeerTrust(Level.CERTIFIED, known, othersWithKey);
    }

    /** Whether any known key of the identity has signed with msec, so that its absence is a downgrade (AUTHZ-07). */
    public boolean msecExpected() {
        return TrustOnFirstUse.msecExpected(known);
    }
}
