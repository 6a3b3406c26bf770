package org.sipbrandy.stir.credential;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.CanonicalUri;
import org.sipbrandy.stir.identity.TelephoneNumber;

/**
 * Whom a certificate is for.
 *
 * @param uris of its subject alternative name: {@code sip:alice@example.com} for a user, {@code sip:example.com} for a domain
 * @param numbers telephone numbers (RFC 8226 §9)
 * @param constraints of its tokens (RFC 8226 §8)
 */
public record CertificateSubject(
        List<String> uris, Optional<NumberAuthorization> numbers, Optional<ClaimConstraints> constraints) {
    /** @throws IllegalArgumentException if it is for nobody */
    public CertificateSubject {
        uris = List.copyOf(uris);
        if (uris.isEmpty() && numbers.isEmpty()) {
            throw new IllegalArgumentException("a certificate for nobody");
        }
    }

    /** One user or one number. */
    public static CertificateSubject of(CanonicalIdentity identity) {
        return switch (identity) {
            case CanonicalUri uri -> new CertificateSubject(List.of(uri.value()), Optional.empty(), Optional.empty());
            case TelephoneNumber number ->
                new CertificateSubject(List.of(), Optional.of(NumberAuthorization.of(number)), Optional.empty());
        };
    }

    /** Everybody of a domain (RFC 5922 §7.1). */
    public static CertificateSubject domain(String domain) {
        return new CertificateSubject(List.of("sip:" + domain), Optional.empty(), Optional.empty());
    }

    /** Those numbers, whatever they are. */
    public static CertificateSubject numbers(NumberAuthorization numbers) {
        return new CertificateSubject(List.of(), Optional.of(numbers), Optional.empty());
    }

    /** The same, with constraints. */
    public CertificateSubject with(ClaimConstraints asked) {
        return new CertificateSubject(uris, numbers, Optional.of(asked));
    }

    /** A name for the subject field, which nobody relies on. */
    String commonName() {
        return uris.isEmpty() ? "telephone numbers" : uris.getFirst();
    }
}
