package org.sipbrandy.call;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one message of signalling says of its sender's media keys, as it stands in the message: whether a signature holds,
 * only the verification says.
 *
 * @param described the fingerprints of its session description, {@code sha-256 AA:BB…}; empty if it has none
 * @param signed the fingerprints that its msec PASSporT names
 * @param signer who signed, as the PASSporT claims it
 */
public record SignalKeys(Set<String> described, Set<String> signed, Optional<String> signer) {
    /** No description, no signature. */
    public static final SignalKeys NONE = new SignalKeys(Set.of(), Set.of(), Optional.empty());

    public SignalKeys {
        described = java.util.Collections.unmodifiableSet(new TreeSet<>(described));
        signed = java.util.Collections.unmodifiableSet(new TreeSet<>(signed));
    }

    /** How a message's keys and its signature stand to each other. */
    public enum Binding {
        /** It carries a signature over the very keys that it describes. */
        SIGNED,
        /** It describes keys, and nothing in it vouches for them. */
        CLAIMED,
        /** It carries a signature over other keys than it describes, or describes none: it was changed on its way. */
        CONTRADICTED,
        /** It says nothing of keys. */
        NONE;

        /** The word as events write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How keys and signature stand to each other. */
    public Binding binding() {
        if (signed.isEmpty()) {
            return described.isEmpty() ? Binding.NONE : Binding.CLAIMED;
        }
        return !described.isEmpty() && signed.containsAll(described) ? Binding.SIGNED : Binding.CONTRADICTED;
    }
}
