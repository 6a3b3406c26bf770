package org.sipbrandy.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What an authority of {@code brandy ca} does not do itself: lists of what it took back, and answers about it. */
record TestIssuer(Path folder) {
    private static final Date AN_HOUR_AGO = Date.from(Instant.now().minusSeconds(3600));
    private static final Date LATER = Date.from(Instant.now().plus(Duration.ofDays(1)));

    private X509Certificate certificate() throws Exception {
        try (var in = Files.newInputStream(folder.resolve("ca.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private ContentSigner signer() throws Exception {
        String pem = Files.readString(folder.resolve("ca-key.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    }

    /** A list with one serial number, in DER. */
    byte[] list(String serial) throws Exception {
        var builder = new JcaX509v2CRLBuilder(certificate(), AN_HOUR_AGO);
        builder.setNextUpdate(LATER);
        builder.addCRLEntry(new BigInteger(serial, 16), AN_HOUR_AGO, CRLReason.keyCompromise);
        return builder.build(signer()).getEncoded();
    }

    /** The answer of a responder that is the authority itself (RFC 6960 §4.2.2.2). */
    byte[] status(byte[] request, boolean revoked) throws IOException {
        try {
            var asked = new OCSPReq(request);
            var answer = new BasicOCSPRespBuilder(
                    new RespID(new X509CertificateHolder(certificate().getEncoded()).getSubject()));
            for (var one : asked.getRequestList()) {
                answer.addResponse(
                        one.getCertID(),
                        revoked ? new RevokedStatus(AN_HOUR_AGO, CRLReason.keyCompromise) : CertificateStatus.GOOD,
                        AN_HOUR_AGO,
                        LATER,
                        null);
            }
            var nonce = asked.getExtension(org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            if (nonce != null) {
                answer.setResponseExtensions(new org.bouncycastle.asn1.x509.Extensions(nonce));
            }
            OCSPResp response =
                    new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, answer.build(signer(), null, new Date()));
            return response.getEncoded();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Issues a certificate that names its responder, with a new key. */
    void issueNaming(String uri, String responder, Path certificateFile, Path keyFile) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var made = new JcaX509v3CertificateBuilder(
                        certificate(),
                        new BigInteger("5152"),
                        AN_HOUR_AGO,
                        LATER,
                        new X500Name("CN=" + uri.replace(":", " ")),
                        pair.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_ocsp,
                                new GeneralName(GeneralName.uniformResourceIdentifier, responder)))
                .build(signer());
        Files.writeString(certificateFile, pem("CERTIFICATE", made.getEncoded()));
        Files.writeString(keyFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
