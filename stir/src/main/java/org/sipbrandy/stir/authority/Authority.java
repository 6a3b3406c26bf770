package org.sipbrandy.stir.authority;

import java.util.Optional;
import java.util.function.Supplier;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.NumberAuthorization;
import org.sipbrandy.stir.credential.SigningCertificate;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.CanonicalUri;
import org.sipbrandy.stir.identity.TelephoneNumber;

/** Whether a certificate lets its holder speak for an identity. */
public final class Authority {
    private Authority() {}

    /**
     * Why a self-signed certificate does not speak for an identity: its name is that identity itself (RFC 8862 §4.1, CRED-05).
     */
    public static Optional<String> ofSelfSigned(SigningCertificate certificate, CanonicalIdentity identity) {
        return certificate.names(identity) ? Optional.empty() : other(certificate, identity);
    }

    /**
     * Why a certificate of a trusted issuer does not speak for an identity.
     *
     * @param byReference fetches the telephone numbers of a certificate that names a list (CRED-12); asked only if needed
     */
    public static Optional<String> ofIssued(
            SigningCertificate certificate,
            CanonicalIdentity identity,
            Supplier<Optional<NumberAuthorization>> byReference) {
        return switch (identity) {
            case CanonicalUri uri -> {
                // STIR-VS-36: that very URI; STIR-VS-26: or all of its domain, compared whole
                boolean domain = DomainIdentities.of(certificate.subjectUris(), certificate.subjectDnsNames())
                        .contains(uri.host());
                yield certificate.names(uri) || domain ? Optional.empty() : other(certificate, identity);
            }
            case TelephoneNumber number -> {
                // AUTHZ-06: a domain proves nothing about a number
                var numbers = certificate.numbers().or(byReference);
                yield numbers.isPresent() && numbers.get().covers(number)
                        ? Optional.empty()
                        : other(certificate, identity);
            }
        };
    }

    /** Why a credential's own certificate would not do for an identity, as far as its holder can tell (STIR-AS-01). */
    public static Optional<String> ofOwn(Credential credential, CanonicalIdentity identity) {
        var certificate = credential.certificate();
        return certificate.selfSigned()
                ? ofSelfSigned(certificate, identity)
                // A list by reference is the issuer's; whoever has the certificate knows what is in it.
                : ofIssued(
                        certificate,
                        identity,
                        () -> certificate
                                .numbersAt()
                                .filter(_ -> identity instanceof TelephoneNumber)
                                .map(_ -> NumberAuthorization.of((TelephoneNumber) identity)));
    }

    private static Optional<String> other(SigningCertificate certificate, CanonicalIdentity identity) {
        return Optional.of("it is for " + certificate.holders() + ", not " + identity.value());
    }
}
