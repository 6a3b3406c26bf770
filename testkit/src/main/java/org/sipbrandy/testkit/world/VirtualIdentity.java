package org.sipbrandy.testkit.world;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.stir.AuthenticationService;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.VerifiedIdentity;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.ReplayCache;

/** Who a {@link VirtualAgent} is: its credential, self-signed unless said otherwise, and the keys that it knows of others. */
final class VirtualIdentity {
    private final InMemoryKnownPeers peers = new InMemoryKnownPeers();
    private final List<Credential> oneTime = new ArrayList<>();
    private final ReplayCache replays = new ReplayCache();
    private RequestSigner signer;
    private RequestVerifier strict;
    private RequestVerifier lenient;

    VirtualIdentity(String aor) {
        var credential = Credential.selfSigned(
                aor, new SecureRandom(), VirtualWorld.BEGINNING.minus(Duration.ofDays(1)), Duration.ofDays(365));
        signer = new RequestSigner(new AuthenticationService(CredentialStore.of(credential)), peers);
        strict = verifier(VerificationPolicy.STANDARD.withRequireIdentity(true));
        lenient = verifier(VerificationPolicy.STANDARD);
    }

    /** Signs with these, whose certificates are there. */
    void signWith(CredentialStore credentials, CertificatePlace place) {
        signer = new RequestSigner(new AuthenticationService(credentials, NumberPolicy.STANDARD, place), peers);
    }

    /** Verifies by that policy. */
    void believe(VerificationPolicy policy) {
        strict = verifier(policy.withRequireIdentity(true));
        lenient = verifier(policy);
    }

    private RequestVerifier verifier(VerificationPolicy policy) {
        return new RequestVerifier(
                new VerificationService(CertificateSource.none(), peers, replays, Es256Verifier.platform(), policy),
                peers);
    }

    List<Credential> oneTime() {
        return List.copyOf(oneTime);
    }

    InMemoryKnownPeers peers() {
        return peers;
    }

    RequestSigner.Signed sign(EndpointEffect.Sign it, Instant now) {
        it.oneTime().ifPresent(oneTime::add);
        return it.oneTime().map(signer::with).orElse(signer).sign(it.request(), it.options(), it.baselineToo(), now);
    }

    RequestVerifier.Checked verify(EndpointEffect.Verify it, Instant now) {
        return (it.requireIdentity() ? strict : lenient).verify(it.request(), now);
    }

    void remember(VerifiedIdentity peer, Instant now) {
        if (!peer.identity().anonymous()) {
            peers.record(KnownPeer.firstSeen(peer.identity(), peer.certificate().pin(), peer.msec(), now));
        }
    }
}
