package org.sipbrandy.call.evidence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The least protection with which the user lets a call go on. */
public enum Policy {
    /** Confidential, and the far end's key certified or compared out of band. */
    REQUIRE_VERIFIED,
    /** Confidential; the default. */
    REQUIRE,
    /** Confidential if the far end can, else encrypted. */
    PREFER,
    /** As {@link #PREFER}, else clear (RFC 8643). */
    OPPORTUNISTIC,
    /** No identity is asked for and none is given. */
    OFF;

    /** The word as the command line takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The policy with that word, if there is one. */
    public static Optional<Policy> of(String word) {
        return Arrays.stream(values())
                .filter(policy -> policy.word().equals(word))
                .findFirst();
    }

    /** Whether a call without comprehensive protection ends (RFC 8862 §4.4, the mandatory request). */
    public boolean mandatory() {
        return this == REQUIRE || this == REQUIRE_VERIFIED;
    }

    /** The one of the two that asks for more. */
    public Policy stricter(Policy other) {
        return compareTo(other) <= 0 ? this : other; // they are listed in that order
    }

    /** Whether the local user signs and the far end's signatures are verified. */
    public boolean usesIdentity() {
        return this != OFF;
    }
}
