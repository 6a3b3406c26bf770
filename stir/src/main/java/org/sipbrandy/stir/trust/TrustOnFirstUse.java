package org.sipbrandy.stir.trust;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** The decision that a set of known keys gives, and nothing else (RFC 8862 §4.1, RFC 7435 §3). */
public final class TrustOnFirstUse {
    private TrustOnFirstUse() {}

    /**
     * @param ofIdentity what is known of the identity
     * @param ofKey what is known of the key
     */
    public static PeerTrust decide(
            CanonicalIdentity identity, KeyPin pin, List<KnownPeer> ofIdentity, List<KnownPeer> ofKey) {
        if (identity.anonymous()) {
            return new PeerTrust(PeerTrust.Level.ANONYMOUS, List.of(), List.of());
        }
        List<CanonicalIdentity> others = ofKey.stream()
                .filter(peer -> peer.pin().equals(pin))
                .map(KnownPeer::identity)
                .filter(other -> !other.equals(identity))
                .distinct()
                .toList();
        List<KnownPeer> known = ofIdentity.stream()
                .filter(peer -> peer.identity().equals(identity))
                .toList();
        Optional<KnownPeer> same =
                known.stream().filter(peer -> peer.pin().equals(pin)).findFirst();
        PeerTrust.Level level;
        if (same.isPresent()) {
            level = same.get().verified() ? PeerTrust.Level.VERIFIED : PeerTrust.Level.KNOWN;
        } else {
            level = known.isEmpty() ? PeerTrust.Level.FIRST_USE : PeerTrust.Level.CHANGED;
        }
        return new PeerTrust(level, known, others);
    }

    /** As {@link #decide(CanonicalIdentity, KeyPin, List, List)} with what a store knows. */
    public static PeerTrust decide(CanonicalIdentity identity, KeyPin pin, KnownPeers peers) {
        return decide(identity, pin, peers.find(identity), peers.findByKey(pin));
    }

    /** Whether a request of this identity without msec would be a downgrade (AUTHZ-07). */
    public static boolean msecExpected(List<KnownPeer> ofIdentity) {
        return ofIdentity.stream().anyMatch(KnownPeer::msecSeen);
    }
}
