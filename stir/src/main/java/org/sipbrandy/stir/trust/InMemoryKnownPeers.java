package org.sipbrandy.stir.trust;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** Peers known until the program ends. May be used by several threads. */
public final class InMemoryKnownPeers implements KnownPeers {
    private final Map<List<Object>, KnownPeer> peers = new LinkedHashMap<>();

    @Override
    public synchronized List<KnownPeer> find(CanonicalIdentity identity) {
        return peers.values().stream()
                .filter(peer -> peer.identity().equals(identity))
                .toList();
    }

    @Override
    public synchronized List<KnownPeer> findByKey(KeyPin pin) {
        return peers.values().stream().filter(peer -> peer.pin().equals(pin)).toList();
    }

    @Override
    public synchronized void seen(
            CanonicalIdentity identity, KeyPin pin, boolean msec, boolean certified, Instant now) {
        KnownPeer known = peers.get(List.<Object>of(identity, pin));
        if (known != null) {
            record(known.seen(msec, now));
        } else if (certified || find(identity).isEmpty()) {
            record(KnownPeer.firstSeen(identity, pin, msec, now));
        }
    }

    @Override
    public synchronized void record(KnownPeer peer) {
        peers.put(List.of(peer.identity(), peer.pin()), peer);
    }

    @Override
    public synchronized boolean forget(CanonicalIdentity identity) {
        return peers.values().removeIf(peer -> peer.identity().equals(identity));
    }
}
