package org.sipbrandy.stir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.SeenTokens;

/**
 * Verifies requests (RFC 8224 §6.2) with the rule of RFC 8862 §4.4 that a broken msec is never outweighed by a baseline
 * token. Blocks when its sources do. It remembers tokens, but no peers: who accepts a call records its peer.
 */
public final class VerificationService {
    private static final int MAX_FIELDS = 16;

    private final CertificateSource certificates;

    private final KnownPeers peers;

    private final SeenTokens replays;

    private final Es256Verifier verifier;

    private final VerificationPolicy policy;

    private final CertificateMemory memory;

    /**
     * @param certificates for {@code https:} and {@code sip:} URIs
     * @param peers asked for the trust of a key
     * @param replays shared by all verifications of one user agent
     * @param verifier checks signatures
     */
    public VerificationService(
            CertificateSource certificates,
            KnownPeers peers,
            SeenTokens replays,
            Es256Verifier verifier,
            VerificationPolicy policy) {
        this(certificates, peers, replays, verifier, policy, new CertificateMemory());
    }

    private VerificationService(
            CertificateSource certificates,
            KnownPeers peers,
            SeenTokens replays,
            Es256Verifier verifier,
            VerificationPolicy policy,
            CertificateMemory memory) {
        this.certificates = certificates;
        this.peers = peers;
        this.replays = replays;
        this.verifier = verifier;
        this.policy = policy;
        this.memory = memory;
    }

    /** This service with another policy and the same memory. */
    public VerificationService with(VerificationPolicy other) {
        return new VerificationService(certificates, peers, replays, verifier, other, memory);
    }

    /** Verifies every Identity header field and says what follows. Never throws for what a request holds. */
    public Verification verify(RequestView request, Instant now) {
        List<FieldVerification> fields = new ArrayList<>();
        for (int i = 0; i < request.identity().size(); i++) {
            FieldVerifier field =
                    new FieldVerifier(request, policy, certificates, memory, peers, replays, verifier, now);
            fields.add(i < MAX_FIELDS ? field.verify(i, request.identity().get(i)) : FieldVerifier.tooMany(i));
        }
        return new Verification(fields, result(fields));
    }

    private Verification.Result result(List<FieldVerification> fields) {
        Optional<VerifiedIdentity> msec = valid(fields, true);
        if (msec.isPresent()) {
            return new Verification.Result.Verified(msec.get());
        }
        // RFC 8862 §4.4: whatever else verifies
        Optional<Refusal> broken = refusal(fields, true);
        if (broken.isPresent()) {
            return new Verification.Result.Refused(broken.get());
        }
        // RFC 8224 §6.2.1: one valid field is enough
        Optional<VerifiedIdentity> baseline = valid(fields, false);
        if (baseline.isPresent()) {
            return new Verification.Result.Verified(baseline.get());
        }
        Optional<Refusal> invalid = refusal(fields, false);
        if (invalid.isPresent()) {
            return new Verification.Result.Refused(invalid.get());
        }
        // RFC 8224 §6.2.2: 428
        return policy.requireIdentity()
                ? new Verification.Result.Refused(Refusal.useIdentity(!fields.isEmpty()))
                : new Verification.Result.Unsigned();
    }

    private static Optional<VerifiedIdentity> valid(List<FieldVerification> fields, boolean msec) {
        for (FieldVerification field : fields) {
            if (field.msec() == msec && field.result() instanceof FieldVerification.Result.Valid valid) {
                return Optional.of(valid.identity());
            }
        }
        return Optional.empty();
    }

    /**
     * RFC 8224 §6.2.2: 436 only if no credential could be had at all, 437 if one could that is not supported; a stale
     * Date is not outweighed by a credential that could not be had.
     */
    private static Optional<Refusal> refusal(List<FieldVerification> fields, boolean msec) {
        List<Integer> weight = List.of(436, 403, 437, 438);
        Optional<Refusal> heaviest = Optional.empty();
        for (FieldVerification field : fields) {
            if (field.msec() == msec && field.result() instanceof FieldVerification.Result.Invalid invalid) {
                boolean heavier = heaviest.isEmpty()
                        || weight.indexOf(invalid.refusal().status())
                                > weight.indexOf(heaviest.get().status());
                heaviest = heavier ? Optional.of(invalid.refusal()) : heaviest;
            }
        }
        return heaviest;
    }
}
