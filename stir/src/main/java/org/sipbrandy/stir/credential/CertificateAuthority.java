package org.sipbrandy.stir.credential;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/**
 * A small certification authority, for one's own domain and numbers (RFC 8226). What it issues is valid where its
 * certificate is configured as an anchor.
 */
public final class CertificateAuthority {
    private final byte[] der;
    private final SigningKey key;

    private CertificateAuthority(byte[] der, SigningKey key) {
        this.der = der;
        this.key = key;
    }

    /**
     * A new one.
     *
     * @param subject what it is for; telephone numbers limit what it may give (RFC 8226 §9)
     * @param notBefore whole seconds are kept
     */
    public static CertificateAuthority create(
            CertificateSubject subject, SecureRandom random, Instant notBefore, Duration validity) {
        SigningKey key = SigningKey.generate(random);
        return new CertificateAuthority(new CertificateWriter(random, notBefore, validity).root(subject, key), key);
    }

    /**
     * From its certificate and its key in PEM.
     *
     * @throws StirParseException if one is malformed, the key is another one, or the certificate is no authority's
     */
    public static CertificateAuthority fromPem(String certificate, String key) {
        List<byte[]> blocks = Pem.read("CERTIFICATE", certificate);
        if (blocks.size() != 1) {
            throw new StirParseException(0, "not one certificate in PEM");
        }
        var made = new CertificateAuthority(blocks.getFirst(), SigningKey.fromPem(key));
        if (made.certificate().getBasicConstraints() < 0) {
            throw new StirParseException(0, "not the certificate of an authority");
        }
        if (!Arrays.equals(
                SigningCertificate.parse(made.der)
                        .publicKey()
                        .map(Credential::point)
                        .orElse(new byte[0]),
                made.key.publicPoint())) {
            throw new StirParseException(0, "the key is not that of the certificate");
        }
        return made;
    }

    /** To be configured as an anchor. */
    public X509Certificate certificate() {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new StirParseException(0, "not a certificate: " + e.getMessage());
        }
    }

    /** The certificate in PEM. */
    public String pem() {
        return Pem.write("CERTIFICATE", der);
    }

    /** The secret; whoever creates an authority guards it. */
    public SigningKey key() {
        return key;
    }

    /**
     * Issues a certificate for a new key.
     *
     * @param identity whom the credential signs for; the subject has to cover it
     */
    public Credential issue(
            CertificateSubject subject,
            CanonicalIdentity identity,
            SecureRandom random,
            Instant notBefore,
            Duration validity) {
        SigningKey own = SigningKey.generate(random);
        try {
            byte[] issued = new CertificateWriter(random, notBefore, validity)
                    .issued(subject, own, new X509CertificateHolder(der).getSubject(), key);
            return Credential.of(new CertificateChain(SigningCertificate.parse(issued), List.of()), own, identity);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
