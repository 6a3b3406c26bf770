package org.sipbrandy.call.identity;

import java.time.Instant;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.TrustOnFirstUse;

/** Signs for the local user. Run away from the call's thread: the store behind it may block. */
public final class RequestSigner {
    private final AuthenticationService service;
    private final KnownPeers peers;
    private final NumberPolicy numbers;

    public RequestSigner(AuthenticationService service, KnownPeers peers) {
        this(service, peers, NumberPolicy.STANDARD);
    }

    /** @param numbers how the service tells telephone numbers from names */
    public RequestSigner(AuthenticationService service, KnownPeers peers, NumberPolicy numbers) {
        this.service = service;
        this.peers = peers;
        this.numbers = numbers;
    }

    /**
     * What came of it.
     *
     * @param peerSignedBefore whether the one it goes to signed with msec in an earlier call (AUTHZ-07)
     */
    public record Signed(Signing signing, boolean peerSignedBefore) {}

    /** Signs a request with msec. */
    public Signed sign(RequestView request, SigningOptions options, Instant now) {
        return new Signed(service.sign(request, options, now), signedBefore(request.to()));
    }

    private boolean signedBefore(String uri) {
        try {
            return TrustOnFirstUse.msecExpected(peers.find(CanonicalIdentity.of(uri, numbers)));
        } catch (org.sipbrandy.stir.StirParseException | IllegalArgumentException _) {
            return false; // nobody that could have signed
        }
    }
}
