package org.sipbrandy.stir.credential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.TelephoneNumber;

/** The certificate of a signer, as received. Nothing is trusted by being parsed. */
public final class SigningCertificate {
    private static final int MAX_BYTES = 16_384;

    private static final int MAX_SHOWN = 4;

    private static final Set<ASN1ObjectIdentifier> ECDSA = Set.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512);

    private final byte[] der;

    private final X509CertificateHolder holder;

    private final CertificateExtensions extensions;

    private final Instant notBefore;

    private final Instant notAfter;

    private final Optional<PublicKey> publicKey;

    private final KeyPin pin;

    private final Optional<String> unsupported;

    private volatile @Nullable Boolean selfSigned;

    private SigningCertificate(byte[] der, X509CertificateHolder holder) {
        this.der = der;
        this.holder = holder;
        this.extensions = CertificateExtensions.of(holder.getExtensions());
        this.notBefore = holder.getNotBefore().toInstant();
        this.notAfter = holder.getNotAfter().toInstant();
        this.publicKey = publicKey(holder.getSubjectPublicKeyInfo());
        this.pin = pin(holder.getSubjectPublicKeyInfo());
        this.unsupported = unsupported(holder, publicKey);
    }

    /**
     * One certificate in DER (application/pkix-cert, RFC 2585 §4.1) or the first of those in PEM.
     *
     * @throws StirParseException if it is neither, or larger than 16 KiB
     */
    public static SigningCertificate parse(byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new StirParseException(MAX_BYTES, "a certificate too large");
        }
        byte[] der = content.clone();
        if (Pem.looksLikePem(content)) {
            List<byte[]> blocks = Pem.read("CERTIFICATE", new String(content, StandardCharsets.ISO_8859_1));
            if (blocks.isEmpty()) {
                throw new StirParseException(0, "no certificate in PEM");
            }
            der = blocks.getFirst();
        }
        try {
            X509CertificateHolder holder = new X509CertificateHolder(der);
            // The signature is over DER; another encoding of the same content would be a second certificate.
            if (!Arrays.equals(holder.toASN1Structure().getEncoded(ASN1Encoding.DER), der)) {
                throw new StirParseException(0, "a certificate that is not in DER");
            }
            return new SigningCertificate(der, holder);
        } catch (StirParseException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed structures by several exceptions.
            throw new StirParseException(0, "not a certificate");
        }
    }

    /** As received. */
    public byte[] der() {
        return der.clone();
    }

    /** The PEM form. */
    public String pem() {
        return Pem.write("CERTIFICATE", der);
    }

    /** URIs of the subject alternative name, as written. */
    public List<String> subjectUris() {
        return extensions.uris();
    }

    /** DNS names of the subject alternative name, as written. */
    public List<String> subjectDnsNames() {
        return extensions.dnsNames();
    }

    /** The telephone numbers that it is for, where it lists them (RFC 8226 §9). */
    public Optional<NumberAuthorization> numbers() {
        return extensions.numbers();
    }

    /** Where the list of its telephone numbers is, where it has one by reference (RFC 8226 §10.1). */
    public Optional<String> numbersAt() {
        return extensions.numbersAt();
    }

    /** What its holder's tokens have to say (RFC 8226 §8). */
    public Optional<ClaimConstraints> constraints() {
        return extensions.constraints();
    }

    /** For whom it is, for people. */
    public String holders() {
        List<String> all = new ArrayList<>(extensions.uris());
        all.addAll(extensions.dnsNames());
        numbers().ifPresent(list -> list.entries().stream().limit(MAX_SHOWN).forEach(one -> all.add(shown(one))));
        return all.isEmpty() ? "nobody" : String.join(", ", all);
    }

    private static String shown(NumberEntry entry) {
        return switch (entry) {
            case NumberEntry.Provider(var code) -> "provider " + code;
            case NumberEntry.Range(var start, var count) -> start + " and " + (count - 1) + " more";
            case NumberEntry.One(var number) -> number;
        };
    }

    /** Whether one of the names is this identity in canonical form, or one of the numbers listed one by one. */
    public boolean names(CanonicalIdentity identity) {
        if (identity instanceof TelephoneNumber number) {
            return numbers().isPresent() && numbers().get().covers(number);
        }
        for (String uri : extensions.uris()) {
            try {
                if (CanonicalIdentity.ofUri(uri).equals(identity)) {
                    return true;
                }
            } catch (StirParseException e) {
                // A name that is no SIP URI is nobody's name here.
            }
        }
        return false;
    }

    public Instant notBefore() {
        return notBefore;
    }

    public Instant notAfter() {
        return notAfter;
    }

    /** Whether the time is within the validity period, both ends included (RFC 5280 §4.1.2.5). */
    public boolean validAt(Instant time) {
        return !time.isBefore(notBefore()) && !time.isAfter(notAfter());
    }

    /** What to remember of the key. */
    public KeyPin pin() {
        return pin;
    }

    private static KeyPin pin(SubjectPublicKeyInfo info) {
        try {
            return KeyPin.of(info.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The serial number in hexadecimal. */
    public String serial() {
        return holder.getSerialNumber().toString(16);
    }

    /** The name of who issued it, for people; nobody relies on it. */
    public String issuer() {
        return holder.getIssuer().toString();
    }

    /** Whether subject and issuer are the same; says nothing of the signature. */
    public boolean selfIssued() {
        return holder.getSubject().equals(holder.getIssuer());
    }

    /**
     * Why this cannot be a signer's certificate, or empty: the key is on P-256 (RFC 8226 §4 item 5), may sign, and no
     * critical extension is unknown (RFC 5280 §4.2).
     */
    public Optional<String> unsupported() {
        return unsupported;
    }

    private static Optional<String> unsupported(X509CertificateHolder holder, Optional<PublicKey> publicKey) {
        if (publicKey.isEmpty()) {
            return Optional.of("its key is not on P-256");
        }
        for (Object oid : holder.getCriticalExtensionOIDs()) {
            if (oid instanceof ASN1ObjectIdentifier id && !CertificateExtensions.KNOWN.contains(id)) {
                return Optional.of("it has an unknown critical extension " + id.getId());
            }
        }
        try {
            KeyUsage usage = KeyUsage.fromExtensions(holder.getExtensions());
            if (usage != null && !usage.hasUsages(KeyUsage.digitalSignature)) {
                return Optional.of("its key is not for signatures");
            }
        } catch (RuntimeException e) {
            return Optional.of("its key usage is malformed");
        }
        return Optional.empty();
    }

    /** The key; empty if it is not a point of P-256. */
    public Optional<PublicKey> publicKey() {
        return publicKey;
    }

    private static Optional<PublicKey> publicKey(SubjectPublicKeyInfo info) {
        AlgorithmIdentifier algorithm = info.getAlgorithm();
        if (!X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                || !SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
            return Optional.empty();
        }
        try {
            // Bouncy Castle checks that the point is on the curve; not every provider does.
            ECPublicKeyParameters key = (ECPublicKeyParameters) PublicKeyFactory.createKey(info);
            byte[] spki = new SubjectPublicKeyInfo(algorithm, key.getQ().getEncoded(false)).getEncoded();
            return Optional.of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki)));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether its own key made its signature, by ECDSA with SHA-256 or better. */
    public boolean selfSigned() {
        Boolean known = selfSigned;
        if (known == null) { // two threads may find out the same
            known = verifiesItself();
            selfSigned = known;
        }
        return known;
    }

    private boolean verifiesItself() {
        if (!selfIssued() || !ECDSA.contains(holder.getSignatureAlgorithm().getAlgorithm())) {
            return false;
        }
        try {
            return holder.isSignatureValid(new BcECContentVerifierProviderBuilder(
                            new DefaultDigestAlgorithmIdentifierFinder())
                    .build((ECPublicKeyParameters) PublicKeyFactory.createKey(holder.getSubjectPublicKeyInfo())));
        } catch (IOException | OperatorCreationException | CertException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SigningCertificate[" + holders() + ", " + pin() + "]";
    }
}
