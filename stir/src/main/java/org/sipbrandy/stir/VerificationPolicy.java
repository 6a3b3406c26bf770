package org.sipbrandy.stir;

import java.time.Duration;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.trust.ReplayCache;

/**
 * Local policy of a verification service.
 *
 * @param requireIdentity a request without a usable Identity is refused with 428
 * @param refuseChangedKey another key than before is refused with 437, rather than only reported
 * @param freshness how far Date and iat may be off, up to {@link ReplayCache#MAX_FRESHNESS}
 * @param numbers how telephone numbers are told from names
 */
public record VerificationPolicy(
        boolean requireIdentity, boolean refuseChangedKey, Duration freshness, NumberPolicy numbers) {
    /** Requires nothing, reports a changed key, sixty seconds. */
    public static final VerificationPolicy STANDARD =
            new VerificationPolicy(false, false, Duration.ofSeconds(60), NumberPolicy.STANDARD);

    public VerificationPolicy {
        if (freshness.isNegative() || freshness.compareTo(ReplayCache.MAX_FRESHNESS) > 0) {
            throw new IllegalArgumentException("a freshness beyond what replays are remembered for");
        }
    }

    /** This policy, asking for an Identity or not. */
    public VerificationPolicy withRequireIdentity(boolean required) {
        return new VerificationPolicy(required, refuseChangedKey, freshness, numbers);
    }

    /** This policy, refusing a changed key or not. */
    public VerificationPolicy withRefuseChangedKey(boolean refuse) {
        return new VerificationPolicy(requireIdentity, refuse, freshness, numbers);
    }
}
