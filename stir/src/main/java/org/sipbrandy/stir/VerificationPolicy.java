package org.sipbrandy.stir;

import java.time.Duration;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.trust.ReplayCache;

/**
 * Local policy of a verification service.
 *
 * @param requireIdentity a request without a usable Identity is refused with 428
 * @param refuseChangedKey another key than before is refused with 437, rather than only reported
 * @param selfSigned certificates that vouch for themselves are accepted (RFC 8862 §4.1); else only those that anchors vouch for
 * @param freshness how far Date and iat may be off, up to {@link ReplayCache#MAX_FRESHNESS}
 * @param numbers how telephone numbers are told from names
 * @param anchors whose certificates are believed (CRED-14)
 */
public record VerificationPolicy(
        boolean requireIdentity,
        boolean refuseChangedKey,
        boolean selfSigned,
        Duration freshness,
        NumberPolicy numbers,
        TrustAnchors anchors) {
    /** Requires nothing, reports a changed key, sixty seconds, self-signed certificates only. */
    public static final VerificationPolicy STANDARD = new VerificationPolicy(
            false, false, true, Duration.ofSeconds(60), NumberPolicy.STANDARD, TrustAnchors.NONE);

    public VerificationPolicy {
        if (freshness.isNegative() || freshness.compareTo(ReplayCache.MAX_FRESHNESS) > 0) {
            throw new IllegalArgumentException("a freshness beyond what replays are remembered for");
        }
    }

    /** This policy, asking for an Identity or not. */
    public VerificationPolicy withRequireIdentity(boolean required) {
        return new VerificationPolicy(required, refuseChangedKey, selfSigned, freshness, numbers, anchors);
    }

    /** This policy, refusing a changed key or not. */
    public VerificationPolicy withRefuseChangedKey(boolean refuse) {
        return new VerificationPolicy(requireIdentity, refuse, selfSigned, freshness, numbers, anchors);
    }

    /** This policy, accepting certificates that vouch for themselves or not. */
    public VerificationPolicy withSelfSigned(boolean accepted) {
        return new VerificationPolicy(requireIdentity, refuseChangedKey, accepted, freshness, numbers, anchors);
    }

    /** This policy with another way to tell numbers from names. */
    public VerificationPolicy withNumbers(NumberPolicy told) {
        return new VerificationPolicy(requireIdentity, refuseChangedKey, selfSigned, freshness, told, anchors);
    }

    /** This policy, believing these. */
    public VerificationPolicy withAnchors(TrustAnchors believed) {
        return new VerificationPolicy(requireIdentity, refuseChangedKey, selfSigned, freshness, numbers, believed);
    }
}
