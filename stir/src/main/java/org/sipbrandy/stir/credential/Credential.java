package org.sipbrandy.stir.credential;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.CanonicalUri;

/** What the local user signs with: a key and the certificate that names its identity (RFC 8862 §4.1). */
public final class Credential {
    private final CanonicalUri identity;

    private final SigningCertificate certificate;

    private final SigningKey key;

    private Credential(CanonicalUri identity, SigningCertificate certificate, SigningKey key) {
        this.identity = identity;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * A new key with a self-signed certificate whose subject alternative name is the canonical URI (RFC 8226, RFC 8862
     * §4.1); the serial number is random.
     *
     * @param aor the user's SIP or SIPS URI
     * @param notBefore whole seconds are kept
     * @throws StirParseException if the URI is none
     */
    public static Credential selfSigned(String aor, SecureRandom random, Instant notBefore, Duration validity) {
        return selfSigned(aor, SigningKey.generate(random), random, notBefore, validity);
    }

    /** A new certificate for a key that others know already, so that nothing changes for them. */
    public static Credential selfSigned(
            String aor, SigningKey key, SecureRandom random, Instant notBefore, Duration validity) {
        CanonicalUri identity = CanonicalIdentity.ofUri(aor);
        byte[] der = SelfSigned.certificate(identity, key, random, notBefore, validity);
        return new Credential(identity, SigningCertificate.parse(der), key);
    }

    /**
     * From a certificate and its key in PEM.
     *
     * @throws StirParseException if one of them is malformed, the key is another one, or the certificate does not name
     *     exactly one SIP URI
     */
    public static Credential fromPem(String certificate, String key) {
        SigningCertificate parsed =
                SigningCertificate.parse(certificate.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        SigningKey secret = SigningKey.fromPem(key);
        if (parsed.unsupported().isPresent()) {
            throw new StirParseException(
                    -1,
                    "a certificate that cannot sign: " + parsed.unsupported().get());
        }
        if (!Arrays.equals(point(parsed), secret.publicKey().getEncoded(false))) {
            throw new StirParseException(-1, "the key is not that of the certificate");
        }
        if (parsed.subjectUris().size() != 1) {
            throw new StirParseException(-1, "a certificate that does not name one URI");
        }
        return new Credential(CanonicalIdentity.ofUri(parsed.subjectUris().getFirst()), parsed, secret);
    }

    /** Whom it speaks for. */
    public CanonicalUri identity() {
        return identity;
    }

    public SigningCertificate certificate() {
        return certificate;
    }

    /** The secret; whoever creates a credential wipes it. */
    public SigningKey key() {
        return key;
    }

    /** What others remember of the key. */
    public KeyPin pin() {
        return certificate.pin();
    }

    private static byte[] point(SigningCertificate certificate) {
        java.security.PublicKey key = certificate.publicKey().orElseThrow();
        byte[] spki = key.getEncoded();
        ECPoint point = SigningKey.P256.getCurve().decodePoint(Arrays.copyOfRange(spki, spki.length - 65, spki.length));
        return point.getEncoded(false);
    }

    @Override
    public String toString() {
        return "Credential[" + identity + ", " + pin() + "]";
    }
}
