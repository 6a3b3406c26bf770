package org.sipbrandy.stir.credential;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.sipbrandy.stir.identity.CanonicalUri;

/** Makes certificates that vouch for themselves (RFC 8862 §4.1). */
final class SelfSigned {
    private static final int SERIAL_BITS = 127;

    /** RFC 5280 Appendix A.1, ub-common-name. */
    private static final int MAX_COMMON_NAME = 64;

    private SelfSigned() {}

    static byte[] certificate(
            CanonicalUri identity, SigningKey key, SecureRandom random, Instant notBefore, Duration validity) {
        if (validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("a validity that is not positive");
        }
        Instant start = notBefore.truncatedTo(ChronoUnit.SECONDS);
        String name = identity.value().length() > MAX_COMMON_NAME ? "sip" : identity.value();
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    subject,
                    // RFC 5280 §4.1.2.2: positive, at most 20 octets
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(start),
                    Date.from(start.plus(validity)),
                    subject,
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.publicParameters()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, identity.value())));
            return builder.build(new BcECContentSignerBuilder(
                                    new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
                                    new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256))
                            .setSecureRandom(random)
                            .build(key.parameters()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
