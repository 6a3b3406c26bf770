package org.sipbrandy.stir.credential;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.TelephoneNumber;

/** What the local user signs with: a key, and the certificate that lets it speak for an identity (RFC 8862 §4.1). */
public final class Credential {
    /** RFC 3323 §4.1.1.3, RFC 8862 §4.2. */
    public static final String ANONYMOUS = "sip:anonymous@anonymous.invalid";

    private final CanonicalIdentity identity;

    private final CertificateChain chain;

    private final SigningKey key;

    private Credential(CanonicalIdentity identity, CertificateChain chain, SigningKey key) {
        this.identity = identity;
        this.chain = chain;
        this.key = key;
    }

    /**
     * A new key with a self-signed certificate whose name is the identity: its subject alternative name is the canonical
     * URI, or its list of telephone numbers the number (RFC 8226, RFC 8862 §4.1, CRED-04). The serial number is random.
     *
     * @param aor the user's SIP, SIPS or tel URI
     * @param notBefore whole seconds are kept
     * @throws StirParseException if the URI is none
     */
    public static Credential selfSigned(String aor, SecureRandom random, Instant notBefore, Duration validity) {
        return selfSigned(aor, SigningKey.generate(random), random, notBefore, validity);
    }

    /**
     * For one call of somebody who gives no name (RFC 8862 §4.2): a new key, and a certificate that is the same for
     * everybody but for its key, serial number and time; to be wiped when the call is over (ANON-02, ANON-04).
     *
     * @param now the certificate is valid for a day around it; whole hours, so that it tells no more
     */
    public static Credential oneTime(SecureRandom random, Instant now) {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        return selfSigned(ANONYMOUS, random, hour.minus(Duration.ofHours(12)), Duration.ofHours(24));
    }

    /** A new certificate for a key that others know already, so that nothing changes for them. */
    public static Credential selfSigned(
            String aor, SigningKey key, SecureRandom random, Instant notBefore, Duration validity) {
        CanonicalIdentity identity = CanonicalIdentity.of(aor);
        return selfSigned(CertificateSubject.of(identity), identity, key, random, notBefore, validity);
    }

    /**
     * As above, for somebody who has several names: a URI and a telephone number.
     *
     * @param identity the one of them that the credential is kept under
     */
    public static Credential selfSigned(
            CertificateSubject subject,
            CanonicalIdentity identity,
            SigningKey key,
            SecureRandom random,
            Instant notBefore,
            Duration validity) {
        byte[] der = new CertificateWriter(random, notBefore, validity).selfSigned(subject, key);
        return new Credential(identity, new CertificateChain(SigningCertificate.parse(der), List.of()), key);
    }

    /**
     * From a certificate, perhaps with those of its issuers, and its key in PEM.
     *
     * @throws StirParseException if one of them is malformed, the key is another one, or the certificate does not name
     *     exactly one user or number: then whom it is to sign for has to be said
     */
    public static Credential fromPem(String certificates, String key) {
        CertificateChain chain = CertificateChain.parse(certificates.getBytes(StandardCharsets.US_ASCII));
        return of(chain, SigningKey.fromPem(key), only(chain.signer()));
    }

    /** As {@link #fromPem(String, String)}, for a certificate that may speak for many. */
    public static Credential fromPem(String certificates, String key, CanonicalIdentity identity) {
        CertificateChain chain = CertificateChain.parse(certificates.getBytes(StandardCharsets.US_ASCII));
        return of(chain, SigningKey.fromPem(key), identity);
    }

    /**
     * From its parts.
     *
     * @param identity whom it signs for; whether the certificate lets it is the verifier's to say, and the authentication
     *     service's before that
     * @throws StirParseException if the certificate cannot sign, or the key is another one
     */
    public static Credential of(CertificateChain chain, SigningKey key, CanonicalIdentity identity) {
        Optional<String> unsupported = chain.signer().unsupported();
        if (unsupported.isPresent()) {
            throw new StirParseException(-1, "a certificate that cannot sign: " + unsupported.get());
        }
        byte[] point = point(chain.signer().publicKey().orElseThrow());
        if (!Arrays.equals(point, key.publicPoint())) {
            throw new StirParseException(-1, "the key is not that of the certificate");
        }
        return new Credential(identity, chain, key);
    }

    /** The one that a certificate names. */
    private static CanonicalIdentity only(SigningCertificate certificate) {
        List<String> users = certificate.subjectUris().stream()
                .filter(uri -> uri.indexOf('@') >= 0)
                .toList();
        var numbers = certificate.numbers().map(NumberAuthorization::entries).orElse(List.of());
        if (users.size() == 1 && numbers.isEmpty()) {
            return CanonicalIdentity.ofUri(users.getFirst());
        }
        if (users.isEmpty() && numbers.size() == 1 && numbers.getFirst() instanceof NumberEntry.One(var number)) {
            return new TelephoneNumber(number);
        }
        throw new StirParseException(-1, "a certificate that does not name one user or number");
    }

    /** Whom it speaks for. */
    public CanonicalIdentity identity() {
        return identity;
    }

    /** The signer's certificate. */
    public SigningCertificate certificate() {
        return chain.signer();
    }

    /** The certificate, with those of its issuers where they are known. */
    public CertificateChain chain() {
        return chain;
    }

    /** The secret; whoever creates a credential wipes it. */
    public SigningKey key() {
        return key;
    }

    /** What others remember of the key. */
    public KeyPin pin() {
        return certificate().pin();
    }

    /** The uncompressed point of a P-256 key. */
    static byte[] point(PublicKey key) {
        byte[] spki = key.getEncoded();
        return SoftwareKey.P256
                .getCurve()
                .decodePoint(Arrays.copyOfRange(spki, spki.length - 65, spki.length))
                .getEncoded(false);
    }

    @Override
    public String toString() {
        return "Credential[" + identity + ", " + pin() + "]";
    }
}
