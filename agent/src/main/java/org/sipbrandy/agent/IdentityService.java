package org.sipbrandy.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.agent.crypto.CryptoOperation;
import org.sipbrandy.agent.crypto.CryptoProviders;
import org.sipbrandy.agent.store.DatabaseException;
import org.sipbrandy.agent.store.HomeException;
import org.sipbrandy.agent.store.TokenException;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.Refusal;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.VerifiedIdentity;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.PeerTrust;
import org.sipbrandy.stir.trust.SeenTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs and verifies requests, and keeps the keys of those who were verified. Blocks: used on workers only. */
final class IdentityService {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityService.class);

    private final KnownPeers peers;
    private final RequestSigner signer;
    private final RequestVerifier strict;
    private final RequestVerifier lenient;

    IdentityService(
            CredentialStore credentials,
            KnownPeers peers,
            SeenTokens tokens,
            IdentityRules rules,
            CryptoProviders crypto) {
        this.peers = peers;
        this.signer = new RequestSigner(
                new AuthenticationService(credentials, rules.numbers(), rules.place()), peers, rules.numbers());
        var service = new VerificationService(
                rules.certificates(),
                peers,
                tokens,
                Es256Verifier.of(() -> crypto.provider(CryptoOperation.PASSPORT_VERIFICATION)),
                rules.policy());
        this.strict =
                new RequestVerifier(service.with(rules.policy().withRequireIdentity(true)), peers, rules.numbers());
        this.lenient = new RequestVerifier(service, peers, rules.numbers());
    }

    RequestSigner.Signed sign(EndpointEffect.Sign it) {
        var with = it.oneTime().map(signer::with).orElse(signer);
        try {
            return with.sign(it.request(), it.options(), it.baselineToo(), Instant.now());
        } catch (RuntimeException e) {
            // Whether the far end signed before is not known: then it has to.
            return new RequestSigner.Signed(
                    new Signing.Refused(Signing.Reason.STORE_UNAVAILABLE, failed("sign", e)), Optional.empty(), true);
        }
    }

    RequestVerifier.Checked verify(EndpointEffect.Verify it) {
        try {
            return (it.requireIdentity() ? strict : lenient).verify(it.request(), Instant.now());
        } catch (RuntimeException e) { // what cannot be checked is refused
            var refused = new Verification.Result.Refused(Refusal.storeUnavailable(failed("verify", e)));
            return new RequestVerifier.Checked(new Verification(List.of(), refused), Optional.empty(), true);
        }
    }

    /** Trust on first use: this key spoke for this identity in a confidential call. */
    void remember(VerifiedIdentity peer) {
        if (peer.identity().anonymous()) {
            return;
        }
        boolean certified = peer.trust().level() == PeerTrust.Level.CERTIFIED;
        try {
            peers.seen(peer.identity(), peer.certificate().pin(), peer.msec(), certified, Instant.now());
        } catch (RuntimeException e) {
            failed("remember", e); // the call is as good as before; the next one will know less
        }
    }

    /** The line for people; a store's own line names what is wrong. */
    private static String failed(String what, RuntimeException e) {
        LOG.error("cannot {}", what, e);
        return e instanceof DatabaseException || e instanceof HomeException || e instanceof TokenException
                ? String.valueOf(e.getMessage())
                : "an internal error: " + e;
    }
}
