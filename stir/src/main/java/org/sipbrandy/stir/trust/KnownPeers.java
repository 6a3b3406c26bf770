package org.sipbrandy.stir.trust;

import java.time.Instant;
import java.util.List;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** The peers known from earlier calls, as ssh keeps known hosts. Implemented where there is a database; may block. */
public interface KnownPeers {

    /** All keys known for an identity. */
    List<KnownPeer> find(CanonicalIdentity identity);

    /** All identities that a key is known for. */
    List<KnownPeer> findByKey(KeyPin pin);

    /**
     * Notes a confidential call with a key: it is seen again, or for the first time. A key that nobody vouches for is not
     * added beside another one: two calls that were both first ones make one peer known, and the next call with the other
     * key is one with a changed key.
     *
     * @param certified an issuer answers for the key, whatever others are known
     */
    void seen(CanonicalIdentity identity, KeyPin pin, boolean msec, boolean certified, Instant now);

    /** Adds a peer, or replaces the one with the same identity and key. */
    void record(KnownPeer peer);

    /** Forgets every key of an identity; whether there was one. */
    boolean forget(CanonicalIdentity identity);
}
