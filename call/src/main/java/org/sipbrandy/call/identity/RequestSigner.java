package org.sipbrandy.call.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.RequestView;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
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
     * @param baseline the second signature, where one was asked for and made
     * @param peerSignedBefore whether the one it goes to signed with msec in an earlier call (AUTHZ-07)
     */
    public record Signed(Signing signing, Optional<Signing.Signed> baseline, boolean peerSignedBefore) {
        /** All signatures, msec first; none if it was refused. */
        public List<Signing.Signed> all() {
            return switch (signing) {
                case Signing.Signed it ->
                    Stream.concat(Stream.of(it), baseline.stream()).toList();
                case Signing.Refused _ -> List.of();
            };
        }
    }

    /**
     * Signs a request.
     *
     * @param baselineToo a second signature besides, for verifiers without msec (MSEC-23)
     */
    public Signed sign(RequestView request, SigningOptions options, boolean baselineToo, Instant now) {
        var signing = service.sign(request, options, now);
        var baseline = signing instanceof Signing.Signed it && baselineToo
                ? baseline(request.at(it.date()), options.asBaseline(), now)
                : Optional.<Signing.Signed>empty();
        return new Signed(signing, baseline, signedBefore(request.to()));
    }

    /** STIR-AS-19: made on its own, of the same request with the same Date. */
    private Optional<Signing.Signed> baseline(RequestView request, SigningOptions options, Instant now) {
        return service.sign(request, options, now) instanceof Signing.Signed it ? Optional.of(it) : Optional.empty();
    }

    /** The same, signing with that credential and no other; its certificate travels with the request (ANON-08). */
    public RequestSigner with(Credential only) {
        return new RequestSigner(new AuthenticationService(CredentialStore.of(only), numbers), peers, numbers);
    }

    private boolean signedBefore(String uri) {
        try {
            return TrustOnFirstUse.msecExpected(peers.find(CanonicalIdentity.of(uri, numbers)));
        } catch (org.sipbrandy.stir.StirParseException | IllegalArgumentException _) {
            return false; // nobody that could have signed
        }
    }
}
