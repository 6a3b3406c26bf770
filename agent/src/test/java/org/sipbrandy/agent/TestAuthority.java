package org.sipbrandy.agent;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sipbrandy.agent.net.ServerTrust;
import org.sipbrandy.agent.net.TlsIdentity;

/** A certification authority for tests of TLS. */
public final class TestAuthority {
    private final SecureRandom random = new SecureRandom();
    private final X500Name name = new X500Name("CN=Test Authority");
    private final KeyPair pair = pair();
    private final X509Certificate certificate;

    public TestAuthority() throws Exception {
        certificate =
                sign(builder(name, pair).addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    }

    /** Believes this authority and, unlike agents by default, no unknown server on loopback. */
    public ServerTrust trust() {
        return new ServerTrust(List.of(certificate), false, false);
    }

    /** A certificate whose subject alternative names are these domains. */
    public TlsIdentity issue(String... domains) throws Exception {
        var own = pair();
        var names = Arrays.stream(domains)
                .map(domain -> new GeneralName(GeneralName.dNSName, domain))
                .toArray(GeneralName[]::new);
        var leaf = sign(builder(new X500Name("CN=leaf"), own)
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names)));
        return new TlsIdentity(own.getPrivate(), List.of(leaf, certificate));
    }

    private KeyPair pair() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair of) {
        var start = Instant.now().minus(Duration.ofHours(1));
        return new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(120, random),
                Date.from(start),
                Date.from(start.plus(Duration.ofDays(1))),
                subject,
                of.getPublic());
    }

    private X509Certificate sign(org.bouncycastle.cert.X509v3CertificateBuilder unsigned) throws Exception {
        byte[] der = unsigned.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
