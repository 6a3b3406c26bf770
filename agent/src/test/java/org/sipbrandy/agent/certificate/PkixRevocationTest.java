package org.sipbrandy.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipbrandy.stir.authority.PathCheck;
import org.sipbrandy.stir.authority.TrustAnchors;
import org.sipbrandy.stir.credential.CertificateAuthority;
import org.sipbrandy.stir.credential.CertificateSubject;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.identity.CanonicalIdentity;

@Timeout(60)
class PkixRevocationTest {
    private static final Instant NOW = Instant.now();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CertificateAuthority ca = CertificateAuthority.create(
            CertificateSubject.domain("a.example"), RANDOM, NOW.minusSeconds(3600), Duration.ofDays(100));

    private Credential issue() {
        var alice = CanonicalIdentity.of("sip:alice@a.example");
        return ca.issue(CertificateSubject.of(alice), alice, RANDOM, NOW.minusSeconds(60), Duration.ofDays(10));
    }

    private X509CRL list(CertificateAuthority issuer, Instant until, Credential... revoked) throws Exception {
        var builder = new JcaX509v2CRLBuilder(issuer.certificate(), Date.from(NOW.minusSeconds(7200)));
        builder.setNextUpdate(Date.from(until));
        for (Credential one : revoked) {
            builder.addCRLEntry(
                    new BigInteger(one.certificate().serial(), 16),
                    Date.from(NOW.minusSeconds(60)),
                    CRLReason.keyCompromise);
        }
        String pem = issuer.key().toPem().replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        return new JcaX509CRLConverter()
                .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private Optional<String> against(Credential credential, PkixRevocation revocation) {
        var anchors = TrustAnchors.of(List.of(ca.certificate())).with(revocation);
        return switch (anchors.check(credential.chain(), NOW)) {
            case PathCheck.Refused(var why) -> Optional.of(why);
            case PathCheck.Trusted _ -> Optional.empty();
        };
    }

    @Test
    @DisplayName("CRED-14 a certificate on its authority's list is not believed, one that is not on it is")
    void lists() throws Exception {
        var good = issue();
        var bad = issue();
        var revocation = new PkixRevocation(List.of(list(ca, NOW.plusSeconds(3600), bad)), false);
        assertThat(against(good, revocation)).isEmpty();
        assertThat(against(bad, revocation)).contains("it was revoked");
    }

    @Test
    @DisplayName("CRED-14 without a list that is current and its authority's own, nothing is believed")
    void noList() throws Exception {
        var alice = issue();
        var other = CertificateAuthority.create(
                CertificateSubject.domain("a.example"), RANDOM, NOW.minusSeconds(3600), Duration.ofDays(100));
        for (List<X509CRL> lists : List.of(
                List.<X509CRL>of(),
                List.of(list(ca, NOW.minusSeconds(3600))),
                List.of(list(other, NOW.plusSeconds(3600))))) {
            assertThat(against(alice, new PkixRevocation(lists, false))).isPresent();
        }
    }

    @Test
    @DisplayName("CRED-14 where responders are to be asked and the certificate names none, nothing is believed")
    void noResponder() {
        assertThat(against(issue(), new PkixRevocation(List.of(), true))).isPresent();
    }
}
