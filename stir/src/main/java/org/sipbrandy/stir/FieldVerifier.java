package org.sipbrandy.stir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.stir.FieldVerification.Result;
import org.sipbrandy.stir.Refusal.Cause;
import org.sipbrandy.stir.authority.ClaimCheck;
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
import org.sipbrandy.stir.trust.SeenTokens;
import org.sipbrandy.stir.trust.TrustOnFirstUse;

/** The steps of RFC 8224 §6.2 for one Identity header field; the first that fails ends it. */
final class FieldVerifier {
    /** Profiles of telephone carriers (RFC 8588, RFC 8946) and rich call data: shown, not relied on. */
    private static final Set<String> OTHERS = Set.of("shaken", "div", "rcd");

    private final RequestView request;

    private final VerificationPolicy policy;

    private final KnownPeers peers;

    private final SeenTokens replays;

    private final Es256Verifier verifier;

    private final Instant now;

    private final CheckLog log = new CheckLog();

    private final CredentialSteps credentials;

    private boolean msec;

    FieldVerifier(
            RequestView request,
            VerificationPolicy policy,
            CertificateSource certificates,
            CertificateMemory memory,
            KnownPeers peers,
            SeenTokens replays,
            Es256Verifier verifier,
            Instant now) {
        this.request = request;
        this.policy = policy;
        this.peers = peers;
        this.replays = replays;
        this.verifier = verifier;
        this.now = now;
        this.credentials = new CredentialSteps(request, policy, certificates, memory, now, log);
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
            log.fail(Step.SYNTAX, e.getMessage() == null ? "" : e.getMessage());
            result = new Result.Invalid(Refusal.invalid(Cause.IDENTITY_INVALID, e.reason()));
        } catch (CheckLog.Failed e) {
            result = new Result.Invalid(e.refusal());
        }
        return new FieldVerification(index, header, msec, log.complete(), result);
    }

    private Result verify(IdentityHeader header) throws CheckLog.Failed {
        // RFC 8224 §6.2 step 1
        Optional<String> ppt = header.ppt();
        msec = ppt.equals(Optional.of(PassportHeader.MSEC));
        if (ppt.isPresent() && !msec) {
            return OTHERS.contains(ppt.get()) ? note(header, ppt.get()) : ignore(ppt.get());
        }
        boolean compact = Passport.isCompact(header.token());
        Optional<Passport> full = compact ? Optional.empty() : Optional.of(Passport.parse(header.token()));
        // A payload that says msec without ppt is one of the two readings of RFC 8862 §4 (MSEC-03).
        msec |= full.isPresent() && full.get().payload().claimsMsec();
        log.pass(Step.PPT, ppt.orElse("none"));
        Parties parties = originator(full);
        Optional<Instant> date = request.date().flatMap(DateField::parse);
        Passport passport = full.isPresent() ? full.get() : reconstruct(header, parties, date);
        log.pass(Step.SYNTAX, compact ? "compact form" : "full form");
        header(header, passport.header());
        CredentialSteps.Accepted accepted = credentials.accept(header.info(), parties.from);
        SigningCertificate certificate = accepted.certificate();
        Instant iat = freshness(passport.payload(), date, certificate);
        signature(passport, certificate);
        claims(passport.payload(), parties);
        constraints(passport.payload(), accepted);
        mediaKeys(passport.payload());
        PeerTrust trust = trust(parties.from, accepted);
        replay(passport, certificate, iat);
        return new Result.Valid(
                new VerifiedIdentity(parties.from, msec, passport.payload().mky(), certificate, trust, passport));
    }

    private Result ignore(String ppt) {
        log.fail(Step.PPT, "unsupported: " + ppt);
        return new Result.Ignored(ppt);
    }

    /** RFC 8588, RFC 8946: only who signed; a fault makes it one that is not there (RFC 8224 §6.2 step 1). */
    private Result note(IdentityHeader header, String ppt) {
        try {
            Passport passport = Passport.parse(header.token());
            header(header, passport.header());
            CredentialSteps.Accepted accepted = credentials.vouched(header.info());
            freshness(passport.payload(), request.date().flatMap(DateField::parse), accepted.certificate());
            signature(passport, accepted.certificate());
            log.pass(Step.PPT, ppt + ", signed by " + accepted.certificate().holders());
            return new Result.Noted(ppt, accepted.certificate().holders(), accepted.certified(), passport);
        } catch (StirParseException | CheckLog.Failed e) {
            return ignore(ppt);
        }
    }

    private record Parties(CanonicalIdentity from, CanonicalIdentity to) {}

    /** RFC 8224 §6.2 step 2; a full token may show that its signer saw a number (§6.2.4). */
    private Parties originator(Optional<Passport> full) throws CheckLog.Failed {
        try {
            boolean fromTn =
                    full.isPresent() && full.get().payload().orig().type().equals("tn");
            boolean toTn = full.isPresent() && !full.get().payload().destTn().isEmpty();
            Parties parties = new Parties(party(request.from(), fromTn), party(request.to(), toTn));
            log.pass(Step.ORIGINATOR, parties.from.value());
            return parties;
        } catch (StirParseException e) {
            throw log.failed(
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
    private Passport reconstruct(IdentityHeader header, Parties parties, Optional<Instant> date)
            throws CheckLog.Failed {
        Instant issued = date.orElseThrow(() -> log.failed(Step.DATE, Refusal.staleDate("no Date")));
        PassportHeader rebuilt = new PassportHeader(
                header.alg().orElse(PassportHeader.ES256), header.ppt(), PassportHeader.PASSPORT, header.info());
        try {
            PassportPayload payload =
                    PassportPayload.of(parties.from, parties.to, issued.getEpochSecond(), described());
            return Passport.reconstruct(header.token(), rebuilt, payload);
        } catch (IllegalArgumentException e) {
            throw log.failed(Step.SYNTAX, Refusal.invalid(Cause.IDENTITY_INVALID, String.valueOf(e.getMessage())));
        }
    }

    /** RFC 8224 §4.1 */
    private void header(IdentityHeader field, PassportHeader header) throws CheckLog.Failed {
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
            throw log.failed(Step.HEADER, Refusal.invalid(Cause.IDENTITY_INVALID, wrong));
        }
        log.pass(Step.HEADER, header.x5u());
    }

    /** RFC 8224 §6.2 step 4 */
    private Instant freshness(PassportPayload payload, Optional<Instant> date, SigningCertificate certificate)
            throws CheckLog.Failed {
        Instant dated = date.orElseThrow(() -> log.failed(Step.DATE, Refusal.staleDate("no Date that can be read")));
        if (!Freshness.within(dated, now, policy.freshness())) {
            throw log.failed(Step.DATE, Refusal.staleDate("Date is " + dated + ", it is " + now));
        }
        log.pass(Step.DATE, dated.toString());
        Instant iat = issued(payload);
        if (!certificate.validAt(dated) || !certificate.validAt(iat) || !certificate.validAt(now)) {
            throw log.failed(
                    Step.VALIDITY,
                    Refusal.unsupportedCredential(
                            "valid from " + certificate.notBefore() + " to " + certificate.notAfter()));
        }
        log.pass(Step.VALIDITY, "to " + certificate.notAfter());
        if (!Freshness.within(iat, now, policy.freshness())) {
            throw log.failed(Step.IAT, Refusal.staleDate("iat is " + iat + ", it is " + now));
        }
        log.pass(Step.IAT, iat.equals(dated) ? "equals Date" : "differs from Date, and is fresh");
        return iat;
    }

    private Instant issued(PassportPayload payload) throws CheckLog.Failed {
        try {
            return Instant.ofEpochSecond(payload.iat());
        } catch (java.time.DateTimeException e) {
            throw log.failed(Step.IAT, Refusal.staleDate("iat is " + payload.iat()));
        }
    }

    /** RFC 8224 §6.2 step 5, over the text as received */
    private void signature(Passport passport, SigningCertificate certificate) throws CheckLog.Failed {
        byte[] signed = passport.signingInput().getBytes(StandardCharsets.US_ASCII);
        if (!verifier.verify(certificate.publicKey().orElseThrow(), signed, passport.signature())) {
            throw log.failed(Step.SIGNATURE, Refusal.invalid(Cause.IDENTITY_INVALID, "the signature is wrong"));
        }
        log.pass(Step.SIGNATURE, PassportHeader.ES256);
    }

    /** RFC 8224 §6.2.4: compared with the signalling, never taken for it */
    private void claims(PassportPayload payload, Parties parties) throws CheckLog.Failed {
        if (!payload.orig().canonical().equals(Optional.of(parties.from))) {
            throw log.failed(
                    Step.ORIG,
                    Refusal.invalid(
                            Cause.IDENTITY_INVALID,
                            "orig is " + payload.orig().value() + ", From is " + parties.from.value()));
        }
        log.pass(Step.ORIG, parties.from.value());
        boolean called = payload.dest().stream()
                .map(IdentityClaim::canonical)
                .anyMatch(dest -> dest.equals(Optional.of(parties.to)));
        if (!called) {
            throw log.failed(
                    Step.DEST, Refusal.invalid(Cause.IDENTITY_INVALID, "dest does not have To, " + parties.to.value()));
        }
        log.pass(Step.DEST, parties.to.value());
    }

    /** RFC 8226 §8: what an issuer wants to be said; who vouches for himself has no issuer */
    private void constraints(PassportPayload payload, CredentialSteps.Accepted accepted) throws CheckLog.Failed {
        Optional<String> broken = accepted.certified()
                ? accepted.certificate().constraints().flatMap(asked -> ClaimCheck.broken(asked, payload.claims()))
                : Optional.empty();
        if (broken.isPresent()) {
            throw log.failed(Step.CONSTRAINTS, Refusal.invalid(Cause.IDENTITY_INVALID, broken.get()));
        }
        log.pass(Step.CONSTRAINTS, accepted.certificate().constraints().isPresent() ? "kept" : "none");
    }

    /** RFC 8224 §4.1, RFC 8225 §5.2.2: the same set on both sides, or none on either */
    private void mediaKeys(PassportPayload payload) throws CheckLog.Failed {
        Optional<MediaKeys> described = described();
        if (payload.mky().isPresent() && described.isEmpty()) {
            throw log.failed(
                    Step.MEDIA_KEYS,
                    Refusal.invalid(Cause.FINGERPRINT_MISSING, "fingerprints are signed, but not described"));
        }
        boolean needed = described.isPresent() || msec && request.method().equals("INVITE");
        if (payload.mky().isEmpty() && needed) {
            // RFC 8224 §6.2.2: an extended token that lacks a claim
            throw log.failed(
                    Step.MEDIA_KEYS,
                    new Refusal(438, "Invalid PASSporT", Cause.FINGERPRINT_MISSING, "no fingerprint is signed"));
        }
        if (!payload.mky().equals(described)) {
            throw log.failed(
                    Step.MEDIA_KEYS,
                    Refusal.invalid(Cause.FINGERPRINT_MISMATCH, "other fingerprints are signed than described"));
        }
        log.pass(
                Step.MEDIA_KEYS,
                described.map(keys -> keys.keys().size() + " signed").orElse("none"));
    }

    private Optional<MediaKeys> described() throws CheckLog.Failed {
        if (request.fingerprints().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MediaKeys.ofFingerprints(request.fingerprints()));
        } catch (StirParseException | IllegalArgumentException e) {
            throw log.failed(
                    Step.MEDIA_KEYS, Refusal.invalid(Cause.FINGERPRINT_MISMATCH, "a=fingerprint: " + e.getMessage()));
        }
    }

    private PeerTrust trust(CanonicalIdentity from, CredentialSteps.Accepted accepted) throws CheckLog.Failed {
        PeerTrust trust = TrustOnFirstUse.decide(from, accepted.certificate().pin(), peers);
        if (accepted.certified() && !from.anonymous()) {
            return trust.asCertified();
        }
        if (policy.refuseChangedKey() && trust.level() == PeerTrust.Level.CHANGED) {
            throw log.failed(
                    Step.SUPPORT,
                    Refusal.unsupportedCredential(Cause.KEY_CHANGED, "another key than before for " + from.value()));
        }
        return trust;
    }

    /** RFC 8224 §12.1; last, so that only tokens that are right are remembered */
    private void replay(Passport passport, SigningCertificate certificate, Instant iat) throws CheckLog.Failed {
        SeenTokens.Sighting sighting = replays.see(
                passport.signingInput(),
                certificate.pin(),
                iat,
                request.callId(),
                request.fromTag(),
                request.cseq(),
                now);
        if (sighting == SeenTokens.Sighting.REPLAY) {
            throw log.failed(Step.REPLAY, Refusal.invalid(Cause.REPLAYED, "the token was seen in another call"));
        }
        log.pass(Step.REPLAY, sighting.name());
    }
}
