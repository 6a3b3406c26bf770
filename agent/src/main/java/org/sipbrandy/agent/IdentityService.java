package org.sipbrandy.agent;

import java.time.Instant;
import org.sipbrandy.agent.crypto.CryptoOperation;
import org.sipbrandy.agent.crypto.CryptoProviders;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.VerifiedIdentity;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;

/** Signs and verifies requests, and keeps the keys of those who were verified. Blocks: used on workers only. */
final class IdentityService {
    private final KnownPeers peers;
    private final RequestSigner signer;
    private final RequestVerifier strict;
    private final RequestVerifier lenient;

    IdentityService(CredentialStore credentials, KnownPeers peers, IdentityRules rules, CryptoProviders crypto) {
        this.peers = peers;
        this.signer = new RequestSigner(
                new AuthenticationService(credentials, rules.numbers(), rules.place()), peers, rules.numbers());
        var service = new VerificationService(
                rules.certificates(),
                peers,
                new ReplayCache(),
                Es256Verifier.of(() -> crypto.provider(CryptoOperation.PASSPORT_VERIFICATION)),
                rules.policy());
        this.strict =
                new RequestVerifier(service.with(rules.policy().withRequireIdentity(true)), peers, rules.numbers());
        this.lenient = new RequestVerifier(service, peers, rules.numbers());
    }

    RequestSigner.Signed sign(EndpointEffect.Sign it) {
        return signer.sign(it.request(), it.options(), it.baselineToo(), Instant.now());
    }

    RequestVerifier.Checked verify(EndpointEffect.Verify it) {
        return (it.requireIdentity() ? strict : lenient).verify(it.request(), Instant.now());
    }

    /** Trust on first use: this key spoke for this identity in a confidential call. */
    void remember(VerifiedIdentity peer) {
        if (peer.identity().anonymous()) {
            return;
        }
        var now = Instant.now();
        var pin = peer.certificate().pin();
        var known = peers.find(peer.identity()).stream()
                .filter(one -> one.pin().equals(pin))
                .findFirst();
        peers.record(known.map(one -> one.seen(peer.msec(), now))
                .orElseGet(() -> KnownPeer.firstSeen(peer.identity(), pin, peer.msec(), now)));
    }
}
