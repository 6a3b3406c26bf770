package org.sipbrandy.stir;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.authority.Authority;
import org.sipbrandy.stir.credential.CertificatePlace;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.CredentialStore;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.NumberPolicy;
import org.sipbrandy.stir.passport.MediaKeys;
import org.sipbrandy.stir.passport.Passport;
import org.sipbrandy.stir.passport.PassportHeader;
import org.sipbrandy.stir.passport.PassportPayload;

/** Signs requests of the local user (RFC 8224 §6.1). Holds no state; may be used by several threads. */
public final class AuthenticationService {
    private static final Duration FRESHNESS = Duration.ofSeconds(60);

    private final CredentialStore credentials;

    private final NumberPolicy numbers;

    private final CertificatePlace place;

    public AuthenticationService(CredentialStore credentials) {
        this(credentials, NumberPolicy.STANDARD);
    }

    public AuthenticationService(CredentialStore credentials, NumberPolicy numbers) {
        this(credentials, numbers, CertificatePlace.IN_REQUEST);
    }

    /** @param place may name another {@code info} URI than the options do */
    public AuthenticationService(CredentialStore credentials, NumberPolicy numbers, CertificatePlace place) {
        this.credentials = credentials;
        this.numbers = numbers;
        this.place = place;
    }

    /**
     * Makes one Identity header field, in full form; fields that the request has already do not matter.
     *
     * @param now the time; becomes Date if the request has none
     */
    public Signing sign(RequestView request, SigningOptions options, Instant now) {
        CanonicalIdentity orig;
        CanonicalIdentity dest;
        Optional<MediaKeys> keys;
        try {
            orig = CanonicalIdentity.of(request.from(), numbers);
            dest = CanonicalIdentity.of(request.to(), numbers);
            keys = request.fingerprints().isEmpty()
                    ? Optional.empty()
                    : Optional.of(MediaKeys.ofFingerprints(request.fingerprints()));
        } catch (StirParseException | IllegalArgumentException e) {
            return refused(Signing.Reason.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
        }
        // RFC 8224 §6.1 step 1
        List<Credential> own = credentials.find(orig).stream()
                .filter(credential -> Authority.ofOwn(credential, orig).isEmpty())
                .toList();
        if (own.isEmpty()) {
            return refused(Signing.Reason.NOT_AUTHORITATIVE, "no credential for " + orig.value());
        }
        // RFC 8224 §6.1 step 2: the user is at this device, unless the key is locked away
        List<Credential> usable =
                own.stream().filter(credential -> !credential.key().wiped()).toList();
        if (usable.isEmpty()) {
            return refused(Signing.Reason.LOCKED, "the key of " + orig.value() + " is locked");
        }
        List<Credential> wanted = usable.stream()
                .filter(credential ->
                        !options.without().contains(credential.certificate().pin()))
                .toList();
        if (wanted.isEmpty()) {
            return refused(Signing.Reason.NO_OTHER_CREDENTIAL, "no other credential for " + orig.value());
        }
        // RFC 8224 §6.1 step 3
        Optional<Instant> date = request.date().isEmpty()
                ? Optional.of(now.truncatedTo(ChronoUnit.SECONDS))
                : DateField.parse(request.date().get());
        if (date.isEmpty() || !Freshness.within(date.get(), now, FRESHNESS)) {
            return refused(
                    Signing.Reason.DATE_NOT_FRESH, "Date is " + request.date().orElse(""));
        }
        Optional<Credential> valid = wanted.stream()
                .filter(credential -> credential.certificate().validAt(date.get())
                        && credential.certificate().validAt(now))
                .findFirst();
        if (valid.isEmpty()) {
            return refused(Signing.Reason.CREDENTIAL_NOT_VALID, "no certificate of " + orig.value() + " is valid now");
        }
        SigningOptions placed = options.inRequest()
                ? options
                : place.uri(valid.get()).map(options::withInfo).orElse(options);
        if (InfoUri.of(placed.info()) == InfoUri.REFUSED) {
            return refused(Signing.Reason.INFO_NOT_USABLE, placed.info());
        }
        if (options.asksForMsec() && keys.isEmpty()) {
            return refused(Signing.Reason.NO_FINGERPRINT, "no a=fingerprint to sign");
        }
        // RFC 8224 §6.1 step 4
        PassportPayload payload = PassportPayload.of(orig, dest, date.get().getEpochSecond(), keys);
        return signed(valid.get(), placed, options.claimsMsec() ? payload.claimingMsec() : payload);
    }

    private static Signing signed(Credential credential, SigningOptions options, PassportPayload payload) {
        PassportHeader header = PassportHeader.of(options.info(), options.ppt());
        Passport passport;
        try {
            passport = Passport.sign(header, payload, credential.key());
        } catch (IllegalStateException e) {
            return refused(Signing.Reason.LOCKED, String.valueOf(e.getMessage())); // wiped, or its token is gone
        }
        String date = DateField.format(Instant.ofEpochSecond(payload.iat()));
        return new Signing.Signed(IdentityHeader.of(passport), date, passport, credential);
    }

    private static Signing refused(Signing.Reason reason, String detail) {
        return new Signing.Refused(reason, detail);
    }
}
