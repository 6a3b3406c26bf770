package org.sipbrandy.stir.trust;

import java.util.List;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** The peers known from earlier calls, as ssh keeps known hosts. Implemented where there is a database; may block. */
public interface KnownPeers {

    /** All keys known for an identity. */
    List<KnownPeer> find(CanonicalIdentity identity);

    /** All identities that a key is known for. */
    List<KnownPeer> findByKey(KeyPin pin);

    /** Adds a peer, or replaces the one with the same identity and key. */
    void record(KnownPeer peer);

    /** Forgets every key of an identity; whether there was one. */
    boolean forget(CanonicalIdentity identity);
}
