package org.sipbrandy.stir.authority;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1OctetString;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.NumberAuthorization;

/** The certification authorities that the user trusts to say who is who (CRED-14). Immutable. */
public final class TrustAnchors {
    /** Nobody is trusted: only self-signed certificates are of use. */
    public static final TrustAnchors NONE = new TrustAnchors(Set.of(), Revocation.NOT_CHECKED);

    private static final int MAX_INTERMEDIATES = 6;

    private final Set<TrustAnchor> anchors;
    private final Revocation revocation;

    private TrustAnchors(Set<TrustAnchor> anchors, Revocation revocation) {
        this.anchors = anchors;
        this.revocation = revocation;
    }

    /** These, without asking anybody about revocation. */
    public static TrustAnchors of(Collection<X509Certificate> certificates) {
        return new TrustAnchors(
                certificates.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toUnmodifiableSet()),
                Revocation.NOT_CHECKED);
    }

    /** The same anchors, with somebody to ask about revocation. */
    public TrustAnchors with(Revocation asked) {
        return new TrustAnchors(anchors, asked);
    }

    /** Whether nobody is trusted. */
    public boolean isEmpty() {
        return anchors.isEmpty();
    }

    /**
     * Follows a chain to an anchor (RFC 5280 §6): whether it leads there, was not taken back, and claims no more telephone
     * numbers than its issuers may give (RFC 8226 §9, CRED-13).
     *
     * @param now within the validity of every certificate of the path
     */
    public PathCheck check(CertificateChain chain, Instant now) {
        if (anchors.isEmpty()) {
            return new PathCheck.Refused("its issuer is not trusted");
        }
        PKIXCertPathBuilderResult built;
        try {
            built = build(chain, now);
        } catch (GeneralSecurityException e) {
            return new PathCheck.Refused("its issuer is not trusted: " + e.getMessage());
        }
        var weak = SignatureStrength.against(built);
        if (weak.isPresent()) {
            return new PathCheck.Refused(weak.get());
        }
        PathCheck.Trusted trusted;
        try {
            trusted = new PathCheck.Trusted(limits(built));
        } catch (StirParseException | IllegalArgumentException e) {
            return new PathCheck.Refused("the telephone numbers of its issuer are malformed");
        }
        if (!chain.signer().numbers().map(trusted::allows).orElse(true)) {
            return new PathCheck.Refused("it has telephone numbers that its issuer may not give");
        }
        return revocation
                .against(built.getCertPath(), built.getTrustAnchor(), now)
                .<PathCheck>map(PathCheck.Refused::new)
                .orElse(trusted);
    }

    private PKIXCertPathBuilderResult build(CertificateChain chain, Instant now) throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var target = certificate(factory, chain.signer().der());
        var all = new ArrayList<X509Certificate>();
        all.add(target);
        for (byte[] issuer : chain.issuers()) {
            all.add(certificate(factory, issuer));
        }
        var selector = new X509CertSelector();
        selector.setCertificate(target);
        var parameters = new PKIXBuilderParameters(anchors, selector);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        parameters.setMaxPathLength(MAX_INTERMEDIATES);
        parameters.addCertPathChecker(new StirExtensions());
        return (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
    }

    private static X509Certificate certificate(CertificateFactory factory, byte[] der) throws CertificateException {
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }

    private static List<NumberAuthorization> limits(PKIXCertPathBuilderResult built) {
        var path = built.getCertPath().getCertificates();
        var issuers = new ArrayList<Certificate>(path.subList(1, path.size()));
        issuers.add(built.getTrustAnchor().getTrustedCert());
        var limits = new ArrayList<NumberAuthorization>();
        for (Certificate issuer : issuers) {
            byte[] extension = ((X509Certificate) issuer).getExtensionValue(NumberAuthorization.OID.getId());
            if (extension != null) {
                limits.add(NumberAuthorization.parse(
                        ASN1OctetString.getInstance(extension).getOctets()));
            }
        }
        return limits;
    }

    /** How many there are. */
    public int size() {
        return anchors.size();
    }

    /** The certificates of the anchors. */
    public List<X509Certificate> certificates() {
        return anchors.stream().map(TrustAnchor::getTrustedCert).toList();
    }
}
