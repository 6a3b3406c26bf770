package org.sipbrandy.stir;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.ContentId;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.passport.KnownAnswers;
import org.sipbrandy.stir.passport.Passport;
import org.sipbrandy.stir.passport.PassportHeader;
import org.sipbrandy.stir.passport.PassportPayload;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;

/** Alice, who signs, and Bob, who verifies. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00.4Z");

    static final String ALICE = "sip:alice@a.example";

    static final String BOB = "sip:bob@b.example";

    static final SecureRandom RANDOM = new SecureRandom();

    static final String FP = KnownAnswers.FINGERPRINTS.get(0);

    static final String FP2 = KnownAnswers.FINGERPRINTS.get(1);

    final Credential alice = credential(ALICE);

    final ContentId name = ContentId.random(RANDOM, "a.example");

    final KnownPeers peers = new InMemoryKnownPeers();

    final ReplayCache replays = new ReplayCache();

    final List<String> fetched = new ArrayList<>();

    CertificateSource.Answer remote = new CertificateSource.Answer.NotFound("no such server");

    VerificationPolicy policy = VerificationPolicy.STANDARD;

    // What Bob receives; each test spoils some of it.
    String method = "INVITE";
    String from = ALICE;
    String to = BOB;
    Optional<String> date = Optional.of(DateField.format(NOW));
    List<String> identity = new ArrayList<>();
    List<String> fingerprints = new ArrayList<>(List.of(FP));
    List<BodyPart> parts = new ArrayList<>(List.of(BodyPart.certificate(alice, name)));
    String callId = "call";
    String tag = "tag";
    long cseq = 1;

    static Credential credential(String aor) {
        return Credential.selfSigned(aor, RANDOM, NOW.minus(Duration.ofDays(1)), Duration.ofDays(30));
    }

    RequestView request() {
        return new RequestView(method, from, to, date, identity, fingerprints, parts, callId, tag, cseq);
    }

    Signing sign(SigningOptions options) {
        return new AuthenticationService(CredentialStore.of(alice)).sign(request(), options, NOW);
    }

    /** Adds a good msec field. */
    Scene signed() {
        Signing.Signed signed = (Signing.Signed) sign(SigningOptions.msec(name.url()));
        identity.add(signed.identity().toString());
        return this;
    }

    /** Adds a good baseline field. */
    Scene signedBaseline() {
        Signing.Signed signed = (Signing.Signed) sign(SigningOptions.baseline(name.url()));
        identity.add(signed.identity().toString());
        return this;
    }

    /** Adds a field over claims that the authentication service would not sign. */
    Scene signedBy(Credential signer, PassportHeader header, PassportPayload payload) {
        Passport passport = Passport.sign(header, payload, signer.key());
        identity.add(IdentityHeader.of(passport).toString());
        return this;
    }

    PassportHeader header() {
        return PassportHeader.of(name.url(), Optional.of(PassportHeader.MSEC));
    }

    Verification verify() {
        return verifyAt(NOW);
    }

    Verification verifyAt(Instant now) {
        CertificateSource source = (uri, at) -> {
            fetched.add(uri);
            return remote;
        };
        return new VerificationService(source, peers, replays, Es256Verifier.platform(), policy).verify(request(), now);
    }

    /** Status, phrase and cause; or what else came of it. */
    static String outcome(Verification verification) {
        return switch (verification.result()) {
            case Verification.Result.Refused refused ->
                refused.refusal().status() + " " + refused.refusal().phrase() + " / "
                        + refused.refusal().cause().word();
            case Verification.Result.Verified verified -> verified.identity().msec() ? "msec" : "baseline";
            case Verification.Result.Unsigned() -> "unsigned";
        };
    }

    String outcome() {
        return outcome(verify());
    }
}
