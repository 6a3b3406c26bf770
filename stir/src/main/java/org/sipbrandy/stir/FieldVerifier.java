package org.sipbrandy.stir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.FieldVerification.Result;
import org.sipbrandy.stir.Refusal.Cause;
import org.sipbrandy.stir.credential.CertificateSource;
import org.sipbrandy.stir.credential.SigningCertificate;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.identity.TelephoneNumber;
import org.sipbrandy.stir.passport.Es256Verifier;
import org.sipbrandy.stir.passport.IdentityClaim;
import org.sipbrandy.stir.passport.MediaKeys;
import org.sipbrandy.stir.passport.Passport;
import org.sipbrandy.stir.passport.PassportHeader;
import org.sipbrandy.stir.passport.PassportPayload;
import org.sipbrandy.stir.trust.KnownPeers;
import org.sipbrandy.stir.trust.PeerTrust;
import org.sipbrandy.stir.trust.ReplayCache;
import org.sipbrandy.stir.trust.TrustOnFirstUse;

/** The steps of RFC 8224 §6.2 for one Identity header field; the first that fails ends it. */
final class FieldVerifier {
    private final RequestView request;

    private final VerificationPolicy policy;

    private final CertificateSource certificates;

    private final KnownPeers peers;

    private final ReplayCache replays;

    private final Es256Verifier verifier;

    private final Instant now;

    private final List<Check> checks = new ArrayList<>();

    private boolean msec;

    FieldVerifier(
            RequestView request,
            VerificationPolicy policy,
            CertificateSource certificates,
            KnownPeers peers,
            ReplayCache replays,
            Es256Verifier verifier,
            Instant now) {
        this.request = request;
        this.policy = policy;
        this.certificates = certificates;
        this.peers = peers;
        this.replays = replays;
        this.verifier = verifier;
        this.now = now;
    }

    /** Beyond the limit, a field is not looked at. */
    static FieldVerification tooMany(int index) {
        Refusal refusal = Refusal.invalid(Cause.IDENTITY_INVALID, "too many Identity header fields");
        Check check = new Check(Step.SYNTAX, Check.Outcome.FAILED, refusal.detail());
        return new FieldVerification(index, Optional.empty(), false, List.of(check), new Result.Invalid(refusal));
    }

    FieldVerification verify(int index, String value) {
        Optional<IdentityHeader> header = Optional.empty();
        Result result;
        try {
            header = Optional.of(IdentityHeader.parse(value));
            result = verify(header.get());
        } catch (StirParseException e) {
            fail(Step.SYNTAX, e.getMessage() == null ? "" : e.getMessage());
            result = new Result.Invalid(Refusal.invalid(Cause.IDENTITY_INVALID, e.reason()));
        } catch (Failed e) {
            result = new Result.Invalid(e.refusal);
        }
        for (Step step : Step.values()) {
            if (checks.stream().noneMatch(check -> check.step() == step)) {
                checks.add(new Check(step, Check.Outcome.NOT_REACHED, ""));
            }
        }
        return new FieldVerification(index, header, msec, checks, result);
    }

    private Result verify(IdentityHeader header) throws Failed {
        // RFC 8224 §6.2 step 1
        Optional<String> ppt = header.ppt();
        msec = ppt.equals(Optional.of(PassportHeader.MSEC));
        if (ppt.isPresent() && !msec) {
            fail(Step.PPT, "unsupported: " + ppt.get());
            return new Result.Ignored(ppt.get());
        }
        boolean compact = Passport.isCompact(header.token());
        Optional<Passport> full = compact ? Optional.empty() : Optional.of(Passport.parse(header.token()));
        // A payload that says msec without ppt is one of the two readings of RFC 8862 §4 (MSEC-03).
        msec |= full.isPresent() && full.get().payload().claimsMsec();
        pass(Step.PPT, ppt.orElse("none"));
        Parties parties = originator(full);
        Optional<Instant> date = request.date().flatMap(DateField::parse);
        Passport passport = full.isPresent() ? full.get() : reconstruct(header, parties, date);
        pass(Step.SYNTAX, compact ? "compact form" : "full form");
        header(header, passport.header());
        SigningCertificate certificate = certificate(header, parties.from);
        Instant iat = freshness(passport.payload(), date, certificate);
        signature(passport, certificate);
        claims(passport.payload(), parties);
        mediaKeys(passport.payload());
        PeerTrust trust = trust(parties.from, certificate);
        replay(passport, certificate, iat);
        return new Result.Valid(
                new VerifiedIdentity(parties.from, msec, passport.payload().mky(), certificate, trust, passport));
    }

    private record Parties(CanonicalIdentity from, CanonicalIdentity to) {}

    /** RFC 8224 §6.2 step 2; a full token may show that its signer saw a number (§6.2.4). */
    private Parties originator(Optional<Passport> full) throws Failed {
        try {
            boolean fromTn =
                    full.isPresent() && full.get().payload().orig().type().equals("tn");
            boolean toTn = full.isPresent() && !full.get().payload().destTn().isEmpty();
            Parties parties = new Parties(party(request.from(), fromTn), party(request.to(), toTn));
            pass(Step.ORIGINATOR, parties.from.value());
            return parties;
        } catch (StirParseException e) {
            throw failed(
                    Step.ORIGINATOR,
                    Refusal.invalid(Cause.IDENTITY_INVALID, "From or To cannot be compared: " + e.reason()));
        }
    }

    private CanonicalIdentity party(String addrSpec, boolean signedAsNumber) {
        NumberPolicy numbers = policy.numbers();
        CanonicalIdentity identity = CanonicalIdentity.of(addrSpec, numbers);
        if (signedAsNumber && identity.type().equals("uri")) {
            Optional<TelephoneNumber> number = CanonicalIdentity.ofNumber(addrSpec, numbers);
            return number.isPresent() ? number.get() : identity;
        }
        return identity;
    }

    /** RFC 8224 §4.1, RFC 8225 §7 */
    private Passport reconstruct(IdentityHeader header, Parties parties, Optional<Instant> date) throws Failed {
        Instant issued = date.orElseThrow(() -> failed(Step.DATE, Refusal.staleDate("no Date")));
        PassportHeader rebuilt = new PassportHeader(
                header.alg().orElse(PassportHeader.ES256), header.ppt(), PassportHeader.PASSPORT, header.info());
        try {
            PassportPayload payload =
                    PassportPayload.of(parties.from, parties.to, issued.getEpochSecond(), described());
            return Passport.reconstruct(header.token(), rebuilt, payload);
        } catch (IllegalArgumentException e) {
            throw failed(Step.SYNTAX, Refusal.invalid(Cause.IDENTITY_INVALID, String.valueOf(e.getMessage())));
        }
    }

    /** RFC 8224 §4.1 */
    private void header(IdentityHeader field, PassportHeader header) throws Failed {
        String alg = field.alg().orElse(PassportHeader.ES256);
        String wrong = "";
        if (!header.typ().equals(PassportHeader.PASSPORT)) {
            wrong = "typ is not passport";
        } else if (!header.alg().equals(PassportHeader.ES256)) {
            wrong = "alg is not ES256"; // RFC 8225 §4.2
        } else if (!alg.equals(header.alg())) {
            wrong = "alg differs from the parameter";
        } else if (!header.ppt().equals(field.ppt())) {
            wrong = "ppt differs from the parameter";
        } else if (!header.x5u().equals(field.info())) {
            wrong = "x5u differs from info"; // simple string comparison, RFC 3986 §6.2.1
        }
        if (!wrong.isEmpty()) {
            throw failed(Step.HEADER, Refusal.invalid(Cause.IDENTITY_INVALID, wrong));
        }
        pass(Step.HEADER, header.x5u());
    }

    /** RFC 8224 §6.2 step 3 */
    private SigningCertificate certificate(IdentityHeader header, CanonicalIdentity from) throws Failed {
        byte[] content = switch (CertificateLookup.find(header.info(), request, certificates, now)) {
            case CertificateSource.Answer.Found found -> found.content();
            case CertificateSource.Answer.NotFound missing ->
                throw failed(Step.CREDENTIAL, Refusal.badInfo(missing.why()));
        };
        SigningCertificate certificate;
        try {
            certificate = SigningCertificate.parse(content);
        } catch (StirParseException e) {
            throw failed(Step.CREDENTIAL, Refusal.badInfo(e.reason()));
        }
        pass(Step.CREDENTIAL, certificate.pin().hex());
        Optional<String> unsupported = certificate.unsupported();
        if (unsupported.isPresent()) {
            throw failed(Step.SUPPORT, Refusal.unsupportedCredential(unsupported.get()));
        }
        if (!certificate.selfSigned()) {
            throw failed(Step.SUPPORT, Refusal.unsupportedCredential("its issuer is not trusted"));
        }
        pass(Step.SUPPORT, "self-signed");
        // RFC 8862 §4.1: the name of a self-signed certificate is the originator itself
        if (!certificate.names(from)) {
            throw failed(
                    Step.AUTHORITY,
                    Refusal.unsupportedCredential("it is for " + certificate.subjectUris() + ", not " + from.value()));
        }
        pass(Step.AUTHORITY, from.value());
        return certificate;
    }

    /** RFC 8224 §6.2 step 4 */
    private Instant freshness(PassportPayload payload, Optional<Instant> date, SigningCertificate certificate)
            throws Failed {
        Instant dated = date.orElseThrow(() -> failed(Step.DATE, Refusal.staleDate("no Date that can be read")));
        if (!Freshness.within(dated, now, policy.freshness())) {
            throw failed(Step.DATE, Refusal.staleDate("Date is " + dated + ", it is " + now));
        }
        pass(Step.DATE, dated.toString());
        Instant iat = issued(payload);
        if (!certificate.validAt(dated) || !certificate.validAt(iat) || !certificate.validAt(now)) {
            throw failed(
                    Step.VALIDITY,
                    Refusal.unsupportedCredential(
                            "valid from " + certificate.notBefore() + " to " + certificate.notAfter()));
        }
        pass(Step.VALIDITY, "to " + certificate.notAfter());
        if (!Freshness.within(iat, now, policy.freshness())) {
            throw failed(Step.IAT, Refusal.staleDate("iat is " + iat + ", it is " + now));
        }
        pass(Step.IAT, iat.equals(dated) ? "equals Date" : "differs from Date, and is fresh");
        return iat;
    }

    private Instant issued(PassportPayload payload) throws Failed {
        try {
            return Instant.ofEpochSecond(payload.iat());
        } catch (java.time.DateTimeException e) {
            throw failed(Step.IAT, Refusal.staleDate("iat is " + payload.iat()));
        }
    }

    /** RFC 8224 §6.2 step 5, over the text as received */
    private void signature(Passport passport, SigningCertificate certificate) throws Failed {
        byte[] signed = passport.signingInput().getBytes(StandardCharsets.US_ASCII);
        if (!verifier.verify(certificate.publicKey().orElseThrow(), signed, passport.signature())) {
            throw failed(Step.SIGNATURE, Refusal.invalid(Cause.IDENTITY_INVALID, "the signature is wrong"));
        }
        pass(Step.SIGNATURE, PassportHeader.ES256);
    }

    /** RFC 8224 §6.2.4: compared with the signalling, never taken for it */
    private void claims(PassportPayload payload, Parties parties) throws Failed {
        if (!payload.orig().canonical().equals(Optional.of(parties.from))) {
            throw failed(
                    Step.ORIG,
                    Refusal.invalid(
                            Cause.IDENTITY_INVALID,
                            "orig is " + payload.orig().value() + ", From is " + parties.from.value()));
        }
        pass(Step.ORIG, parties.from.value());
        boolean called = payload.dest().stream()
                .map(IdentityClaim::canonical)
                .anyMatch(dest -> dest.equals(Optional.of(parties.to)));
        if (!called) {
            throw failed(
                    Step.DEST, Refusal.invalid(Cause.IDENTITY_INVALID, "dest does not have To, " + parties.to.value()));
        }
        pass(Step.DEST, parties.to.value());
    }

    /** RFC 8224 §4.1, RFC 8225 §5.2.2: the same set on both sides, or none on either */
    private void mediaKeys(PassportPayload payload) throws Failed {
        Optional<MediaKeys> described = described();
        if (payload.mky().isPresent() && described.isEmpty()) {
            throw failed(
                    Step.MEDIA_KEYS,
                    Refusal.invalid(Cause.FINGERPRINT_MISSING, "fingerprints are signed, but not described"));
        }
        boolean needed = described.isPresent() || msec && request.method().equals("INVITE");
        if (payload.mky().isEmpty() && needed) {
            // RFC 8224 §6.2.2: an extended token that lacks a claim
            throw failed(
                    Step.MEDIA_KEYS,
                    new Refusal(438, "Invalid PASSporT", Cause.FINGERPRINT_MISSING, "no fingerprint is signed"));
        }
        if (!payload.mky().equals(described)) {
            throw failed(
                    Step.MEDIA_KEYS,
                    Refusal.invalid(Cause.FINGERPRINT_MISMATCH, "other fingerprints are signed than described"));
        }
        pass(
                Step.MEDIA_KEYS,
                described.map(keys -> keys.keys().size() + " signed").orElse("none"));
    }

    private Optional<MediaKeys> described() throws Failed {
        if (request.fingerprints().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MediaKeys.ofFingerprints(request.fingerprints()));
        } catch (StirParseException | IllegalArgumentException e) {
            throw failed(
                    Step.MEDIA_KEYS, Refusal.invalid(Cause.FINGERPRINT_MISMATCH, "a=fingerprint: " + e.getMessage()));
        }
    }

    private PeerTrust trust(CanonicalIdentity from, SigningCertificate certificate) throws Failed {
        PeerTrust trust = TrustOnFirstUse.decide(from, certificate.pin(), peers);
        if (policy.refuseChangedKey() && trust.level() == PeerTrust.Level.CHANGED) {
            throw failed(
                    Step.SUPPORT,
                    Refusal.unsupportedCredential(Cause.KEY_CHANGED, "another key than before for " + from.value()));
        }
        return trust;
    }

    /** RFC 8224 §12.1; last, so that only tokens that are right are remembered */
    private void replay(Passport passport, SigningCertificate certificate, Instant iat) throws Failed {
        ReplayCache.Sighting sighting = replays.see(
                passport.signingInput(),
                certificate.pin(),
                iat,
                request.callId(),
                request.fromTag(),
                request.cseq(),
                now);
        if (sighting == ReplayCache.Sighting.REPLAY) {
            throw failed(Step.REPLAY, Refusal.invalid(Cause.REPLAYED, "the token was seen in another call"));
        }
        pass(Step.REPLAY, sighting.name());
    }

    private void pass(Step step, String detail) {
        checks.add(new Check(step, Check.Outcome.PASSED, detail));
    }

    private void fail(Step step, String detail) {
        checks.removeIf(check -> check.step() == step);
        checks.add(new Check(step, Check.Outcome.FAILED, detail));
    }

    private Failed failed(Step step, Refusal refusal) {
        fail(step, refusal.detail());
        return new Failed(refusal);
    }

    /** Leaves the sequence of steps; never leaves this class. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        private Failed(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }
    }
}
