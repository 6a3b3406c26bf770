package org.sipbrandy.agent.refusal;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of any kind, made without our own code. */
final class RawCertificates {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ASN1ObjectIdentifier NUMBERS = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.26");
    private static final Duration DAY = Duration.ofDays(1);

    private RawCertificates() {}

    /** A key and its certificate. */
    record Holder(KeyPair keys, X509Certificate certificate) {
        byte[] der() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static KeyPair ec(String curve) {
        return generate("EC", generator -> generator.initialize(new ECGenParameterSpec(curve), RANDOM));
    }

    static KeyPair p256() {
        return ec("secp256r1");
    }

    static KeyPair rsa() {
        return generate("RSA", generator -> generator.initialize(2048, RANDOM));
    }

    private interface Setup {
        void on(KeyPairGenerator generator) throws GeneralSecurityException;
    }

    private static KeyPair generate(String algorithm, Setup setup) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            setup.on(generator);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An authority that vouches for itself. */
    static Holder authority(String name, KeyPair keys) {
        var now = Instant.now();
        return sign(name, name, keys, keys, now.minus(DAY), now.plus(DAY), builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        });
    }

    /** A certificate for a SIP URI that vouches for itself. */
    static Holder selfSigned(String uri, KeyPair keys) {
        return selfSigned(uri, keys, Instant.now().minus(DAY), Instant.now().plus(DAY));
    }

    static Holder selfSigned(String uri, KeyPair keys, Instant from, Instant to) {
        return sign("CN=leaf", "CN=leaf", keys, keys, from, to, naming(uri));
    }

    /** One that an authority issued. */
    static Holder issued(Holder by, String uri) {
        var now = Instant.now();
        String issuer = by.certificate().getSubjectX500Principal().getName();
        return sign("CN=leaf", issuer, p256(), by.keys(), now.minus(DAY), now.plus(DAY), naming(uri));
    }

    /** One that an authority issued for a telephone number (RFC 8226 §9). */
    static Holder issuedForNumber(Holder by, String number) {
        var now = Instant.now();
        String issuer = by.certificate().getSubjectX500Principal().getName();
        ASN1Encodable one = new DERTaggedObject(true, 2, new DERIA5String(number));
        return sign("CN=leaf", issuer, p256(), by.keys(), now.minus(DAY), now.plus(DAY), builder -> {
            builder.addExtension(NUMBERS, false, new DERSequence(one));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        });
    }

    private static Extensions naming(String uri) {
        var names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
        return builder -> {
            builder.addExtension(Extension.subjectAlternativeName, false, names);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        };
    }

    private interface Extensions {
        void on(JcaX509v3CertificateBuilder builder) throws Exception;
    }

    private static Holder sign(
            String subject, String issuer, KeyPair own, KeyPair by, Instant from, Instant to, Extensions extensions) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    new BigInteger(120, RANDOM),
                    Date.from(from),
                    Date.from(to),
                    new X500Name(subject),
                    own.getPublic());
            extensions.on(builder);
            var utilities = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utilities.createSubjectKeyIdentifier(own.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utilities.createAuthorityKeyIdentifier(by.getPublic()));
            String algorithm = by.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(by.getPrivate()))
                    .getEncoded();
            return new Holder(own, (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
