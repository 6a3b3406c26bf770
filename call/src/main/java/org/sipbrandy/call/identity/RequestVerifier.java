package org.sipbrandy.call.identity;

import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.stir.Refusal;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.VerifiedIdentity;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.PeerTrust;
import org.sipbrandy.stir.trust.TrustOnFirstUse;

/** Verifies the far end's requests. Run away from the call's thread: the store behind it may block. */
public final class RequestVerifier {
    private final VerificationService service;
    private final KnownPeers peers;
    private final NumberPolicy numbers;

    public RequestVerifier(VerificationService service, KnownPeers peers) {
        this(service, peers, NumberPolicy.STANDARD);
    }

    /** @param numbers how the service tells telephone numbers from names */
    public RequestVerifier(VerificationService service, KnownPeers peers, NumberPolicy numbers) {
        this.service = service;
        this.peers = peers;
        this.numbers = numbers;
    }

    /**
     * What came of it.
     *
     * @param verification every check
     * @param peer who signed, where a signature verified
     * @param peerSignedBefore whether the one it claims to come from signed with msec in an earlier call (AUTHZ-07)
     */
    public record Checked(Verification verification, Optional<PeerIdentity> peer, boolean peerSignedBefore) {
        /** The verified identity, if its token asks for the profile of RFC 8862. */
        public Optional<VerifiedIdentity> msec() {
            return verification.verified().filter(VerifiedIdentity::msec);
        }

        /** Why the request is refused: no signature is a downgrade where there was one in earlier calls (AUTHZ-07). */
        public Reason reason(Refusal refusal) {
            return peerSignedBefore && refusal.cause() == Refusal.Cause.IDENTITY_MISSING
                    ? Reason.DOWNGRADE
                    : RequestVerifier.reason(refusal.cause());
        }
    }

    /** Verifies a request. */
    public Checked verify(RequestView request, Instant now) {
        var verification = service.verify(request, now);
        return new Checked(
                verification, verification.verified().map(RequestVerifier::peer), signedBefore(request.from()));
    }

    private static PeerIdentity peer(VerifiedIdentity identity) {
        return new PeerIdentity(
                identity.identity().value(),
                trust(identity.trust().level()),
                identity.safetyNumber().toString());
    }

    private static Trust trust(PeerTrust.Level level) {
        return switch (level) {
            case FIRST_USE -> Trust.FIRST_USE;
            case KNOWN -> Trust.KNOWN;
            case VERIFIED -> Trust.VERIFIED;
            case CHANGED -> Trust.CHANGED;
            case ANONYMOUS -> Trust.ANONYMOUS;
            case CERTIFIED -> Trust.CA;
        };
    }

    /** The reason code for why a verification refused a request. */
    public static Reason reason(Refusal.Cause cause) {
        return switch (cause) {
            case IDENTITY_MISSING -> Reason.IDENTITY_MISSING;
            case IDENTITY_STALE -> Reason.IDENTITY_STALE;
            case IDENTITY_INVALID -> Reason.IDENTITY_INVALID;
            case CREDENTIAL_UNAVAILABLE -> Reason.CREDENTIAL_UNAVAILABLE;
            case CREDENTIAL_UNSUPPORTED -> Reason.CREDENTIAL_UNSUPPORTED;
            case FINGERPRINT_MISMATCH -> Reason.FINGERPRINT_MISMATCH;
            case FINGERPRINT_MISSING -> Reason.FINGERPRINT_MISSING;
            case KEY_CHANGED -> Reason.KEY_CHANGED;
            case REPLAYED -> Reason.REPLAYED;
            case STORE_UNAVAILABLE -> Reason.STORE_UNAVAILABLE;
        };
    }

    private boolean signedBefore(String uri) {
        try {
            return TrustOnFirstUse.msecExpected(peers.find(CanonicalIdentity.of(uri, numbers)));
        } catch (org.sipbrandy.stir.StirParseException | IllegalArgumentException _) {
            return false;
        }
    }
}
