package org.sipbrandy.stir.credential;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/** Writes certificates (RFC 5280): with random serial numbers, signed by ECDSA with SHA-256. */
final class CertificateWriter {
    private static final int SERIAL_BITS = 127;

    /** RFC 5280 Appendix A.1, ub-common-name. */
    private static final int MAX_COMMON_NAME = 64;

    private final SecureRandom random;
    private final Instant start;
    private final Duration validity;

    /** @param notBefore whole seconds are kept */
    CertificateWriter(SecureRandom random, Instant notBefore, Duration validity) {
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("a validity that is not positive");
        }
        this.random = random;
        this.start = notBefore.truncatedTo(ChronoUnit.SECONDS);
        this.validity = validity;
    }

    /** One that vouches for itself (RFC 8862 §4.1). */
    byte[] selfSigned(CertificateSubject subject, SigningKey key) {
        return write(subject, name(subject), false, key, name(subject), key);
    }

    /** A certification authority's own. */
    byte[] root(CertificateSubject subject, SigningKey key) {
        return write(subject, caName(subject), true, key, caName(subject), key);
    }

    /** One that an authority vouches for. */
    byte[] issued(CertificateSubject subject, SigningKey key, X500Name issuer, SigningKey issuerKey) {
        return write(subject, name(subject), false, key, issuer, issuerKey);
    }

    private static X500Name name(CertificateSubject subject) {
        String name = subject.commonName();
        return new X500NameBuilder()
                .addRDN(BCStyle.CN, name.length() > MAX_COMMON_NAME ? "sip" : name)
                .build();
    }

    private static X500Name caName(CertificateSubject subject) {
        String name = "Brandy CA for " + subject.commonName();
        return new X500NameBuilder()
                .addRDN(BCStyle.CN, name.length() > MAX_COMMON_NAME ? "Brandy CA" : name)
                .build();
    }

    private byte[] write(
            CertificateSubject subject,
            X500Name subjectName,
            boolean authority,
            SigningKey key,
            X500Name issuer,
            SigningKey issuerKey) {
        try {
            SubjectPublicKeyInfo info = publicKey(key);
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    // RFC 5280 §4.1.2.2: positive, at most 20 octets
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(start),
                    Date.from(start.plus(validity)),
                    subjectName,
                    info);
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    authority ? new BasicConstraints(0) : new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
            if (authority || !issuer.equals(subjectName)) { // RFC 5280 §4.2.1.1, §4.2.1.2
                keyIdentifiers(builder, info, issuerKey);
            }
            if (!subject.uris().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, uris(subject));
            }
            if (subject.numbers().isPresent()) {
                builder.addExtension(
                        NumberAuthorization.OID, false, subject.numbers().get().toAsn1());
            }
            if (subject.constraints().isPresent()) {
                builder.addExtension(
                        ClaimConstraints.OID, false, subject.constraints().get().toAsn1());
            }
            return builder.build(new KeySigner(issuerKey)).getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keyIdentifiers(X509v3CertificateBuilder builder, SubjectPublicKeyInfo info, SigningKey issuer)
            throws IOException, OperatorCreationException {
        DigestCalculator sha1 = new BcDigestCalculatorProvider()
                .get(new AlgorithmIdentifier(org.bouncycastle.asn1.oiw.OIWObjectIdentifiers.idSHA1));
        var identifiers = new X509ExtensionUtils(sha1);
        builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(info));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(publicKey(issuer)));
    }

    private static SubjectPublicKeyInfo publicKey(SigningKey key) {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                key.publicPoint());
    }

    private static GeneralNames uris(CertificateSubject subject) {
        return new GeneralNames(subject.uris().stream()
                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                .toArray(GeneralName[]::new));
    }
}
