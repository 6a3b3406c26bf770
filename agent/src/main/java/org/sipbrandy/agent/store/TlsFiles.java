package org.sipbrandy.agent.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sipbrandy.agent.net.TlsIdentity;

/** Keys and certificates of TLS signalling. */
public final class TlsFiles {
    private static final Duration LIFETIME = Duration.ofDays(365);

    private TlsFiles() {}

    /** A new self-signed certificate for this machine's own names. */
    public static TlsIdentity generate() {
        try {
            var random = new SecureRandom();
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var start = Instant.now().minus(Duration.ofHours(1));
            var name = new X500Name("CN=brandy");
            var certificate = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(120, random),
                            Date.from(start),
                            Date.from(start.plus(LIFETIME)),
                            name,
                            pair.getPublic())
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                        new GeneralName(GeneralName.iPAddress, "::1")
                    }))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new TlsIdentity(pair.getPrivate(), certificates(certificate.getEncoded()));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new HomeException("cannot make a TLS certificate: " + e.getMessage(), e);
        }
    }

    /** A certificate chain and its key, from PEM files (the key in PKCS#8). */
    public static TlsIdentity load(Path certificate, Path key) {
        var chain = anchors(certificate);
        return new TlsIdentity(privateKey(key), chain);
    }

    /** The certificates in a PEM file. */
    public static List<X509Certificate> anchors(Path file) {
        try {
            return certificates(Files.readAllBytes(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new HomeException("cannot read certificates from " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(byte[] content) throws GeneralSecurityException {
        var list =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content)).stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (list.isEmpty()) {
            throw new GeneralSecurityException("no certificate in it");
        }
        return list;
    }

    private static PrivateKey privateKey(Path file) {
        String begin = "-----BEGIN PRIVATE KEY-----";
        try {
            String text = Files.readString(file);
            int from = text.indexOf(begin);
            int to = text.indexOf("-----END PRIVATE KEY-----");
            if (from < 0 || to < from) {
                throw new HomeException(file + " has no PEM block 'PRIVATE KEY' (PKCS#8)");
            }
            byte[] der = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
            for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (InvalidKeySpecException _) {
                    // another kind of key
                }
            }
            throw new HomeException(file + " holds a key of an unknown kind");
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new HomeException("cannot read the key " + file + ": " + e.getMessage(), e);
        }
    }
}
