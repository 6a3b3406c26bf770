package org.sipbrandy.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A new P-256 key with a certificate that only it vouches for (RFC 8122 §5, RFC 8827 §6.5). */
final class SelfSignedCertificate {
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private SelfSignedCertificate() {}

    static DtlsIdentity make(SecureRandom random, Instant now, Duration lifetime) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] name = new byte[8];
            random.nextBytes(name);
            X500Name subject = new X500Name("CN=" + HexFormat.of().formatHex(name));
            Instant begin = now.minus(CLOCK_SKEW);
            byte[] certificate = new X509v3CertificateBuilder(
                            subject,
                            new BigInteger(127, random).setBit(126),
                            Date.from(begin),
                            Date.from(now.plus(lifetime)),
                            subject,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .setSecureRandom(random)
                            .build(pair.getPrivate()))
                    .getEncoded();
            return new DtlsIdentity(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("P-256 is not available", e);
        }
    }
}
