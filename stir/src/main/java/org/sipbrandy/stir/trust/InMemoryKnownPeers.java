package org.sipbrandy.stir.trust;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** Peers known until the program ends. Not thread-safe: one thread at a time. */
public final class InMemoryKnownPeers implements KnownPeers {
    private final Map<List<Object>, KnownPeer> peers = new LinkedHashMap<>();

    @Override
    public List<KnownPeer> find(CanonicalIdentity identity) {
        return peers.values().stream()
                .filter(peer -> peer.identity().equals(identity))
                .toList();
    }

    @Override
    public List<KnownPeer> findByKey(KeyPin pin) {
        return peers.values().stream().filter(peer -> peer.pin().equals(pin)).toList();
    }

    @Override
    public void record(KnownPeer peer) {
        peers.put(List.of(peer.identity(), peer.pin()), peer);
    }

    @Override
    public boolean forget(CanonicalIdentity identity) {
        return peers.values().removeIf(peer -> peer.identity().equals(identity));
    }
}
