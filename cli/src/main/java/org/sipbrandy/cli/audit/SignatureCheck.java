package org.sipbrandy.cli.audit;

import java.time.Instant;
import java.util.Optional;
import org.sipbrandy.call.description.RemoteReader;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.SignedKeys;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.FieldVerification;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.Refusal;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.VerificationPolicy;
import org.sipbrandy.stir.VerificationService;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.trust.InMemoryKnownPeers;
import org.sipbrandy.stir.trust.ReplayCache;

/** Verifies the requests of a capture, each as of the time at which it came. Not thread-safe. */
final class SignatureCheck {
    private final RequestVerifier verifier;

    SignatureCheck(TrustAnchors anchors, CertificateSource certificates) {
        var peers = new InMemoryKnownPeers();
        this.verifier = new RequestVerifier(
                new VerificationService(
                        certificates,
                        peers,
                        new ReplayCache(),
                        Es256Verifier.platform(),
                        VerificationPolicy.STANDARD.withRequireIdentity(true).withAnchors(anchors)),
                peers);
    }

    SignatureFinding of(SipRequest request, Instant came) {
        Contents contents;
        try {
            contents = Contents.of(request);
        } catch (Contents.Unreadable e) {
            return new SignatureFinding.Refused(Reason.IDENTITY_INVALID, 400, String.valueOf(e.getMessage()));
        }
        if (request.headers().identity().isEmpty()) {
            return new SignatureFinding.Absent("the " + request.method() + " carries no signature");
        }
        var checked = verifier.verify(RequestViews.of(request, contents), came);
        boolean asksForMsec = checked.verification().fields().stream().anyMatch(FieldVerification::msec);
        var refusal = checked.verification().refusal();
        if (asksForMsec && refusal.isPresent()) {
            return refused(refusal.get(), elsewhere(checked.verification()));
        }
        var msec = checked.msec();
        if (msec.isEmpty()) {
            return new SignatureFinding.Absent(
                    "the " + request.method() + "'s Identity does not ask for comprehensive protection (no msec)");
        }
        var unfit = contents.description().flatMap(SignatureCheck::unfit);
        if (unfit.isPresent()) {
            return new SignatureFinding.Refused(
                    unfit.get().reason(), 488, unfit.get().detail());
        }
        var fingerprints = SignedKeys.of(msec.get());
        if (fingerprints.isEmpty()) {
            return new SignatureFinding.Refused(Reason.FINGERPRINT_MISSING, 438, "no fingerprint is signed");
        }
        return new SignatureFinding.Verified(checked.peer().orElseThrow(), fingerprints);
    }

    /** Where the certificate of a signature is that asks for comprehensive protection, unless it is in the request. */
    private static Optional<String> elsewhere(Verification verification) {
        return verification.fields().stream()
                .filter(FieldVerification::msec)
                .flatMap(field -> field.header().stream())
                .map(IdentityHeader::info)
                .filter(info -> !info.regionMatches(true, 0, "cid:", 0, 4))
                .findFirst();
    }

    /** That a certificate cannot be had here and now says nothing of whether the receiver had it. */
    private static SignatureFinding refused(Refusal refusal, Optional<String> elsewhere) {
        return refusal.cause() == Refusal.Cause.CREDENTIAL_UNAVAILABLE && elsewhere.isPresent()
                ? new SignatureFinding.Unread("its certificate is at " + elsewhere.get() + ": " + refusal.detail())
                : new SignatureFinding.Refused(
                        RequestVerifier.reason(refusal.cause()), refusal.status(), refusal.detail());
    }

    /** The first of its {@code m=} lines that cannot be protected, as a live call looks at them. */
    private static Optional<RemoteReader.Line.Unfit> unfit(SessionDescription description) {
        return RemoteReader.read(description).stream()
                .filter(RemoteReader.Line.Unfit.class::isInstance)
                .map(RemoteReader.Line.Unfit.class::cast)
                .findFirst();
    }
}
