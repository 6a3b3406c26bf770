package org.sipbrandy.agent.store;

import java.time.Instant;
import org.sipbrandy.stir.trust.KnownPeer;

/**
 * A key that a peer had before.
 *
 * @param peer what was known of it
 * @param replaced when the user took another one in its place
 */
public record FormerKey(KnownPeer peer, Instant replaced) {}
