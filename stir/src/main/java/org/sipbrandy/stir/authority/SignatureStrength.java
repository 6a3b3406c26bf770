package org.sipbrandy.stir.authority;

import java.security.PublicKey;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/**
 * The signatures in a chain that count: ECDSA and RSA PKCS #1 v1.5 (RFC 8226 §4 item 4) over SHA-256 or better, by keys of
 * 112 bits of strength or more (RFC 8017, NIST SP 800-57). The platform lets weaker ones pass.
 */
final class SignatureStrength {
    private static final Set<String> ALGORITHMS = Set.of(
            "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA", "SHA256withRSA", "SHA384withRSA", "SHA512withRSA");

    private static final int MIN_RSA_BITS = 2048;

    private static final int MIN_EC_BITS = 224;

    private SignatureStrength() {}

    /** Why a path is not believed. */
    static Optional<String> against(PKIXCertPathBuilderResult path) {
        var issuers = new ArrayList<PublicKey>();
        for (var one : path.getCertPath().getCertificates()) {
            var certificate = (X509Certificate) one;
            if (!ALGORITHMS.contains(certificate.getSigAlgName())) {
                return Optional.of("a signature of its chain is by " + certificate.getSigAlgName());
            }
            issuers.add(certificate.getPublicKey());
        }
        issuers.add(path.getTrustAnchor().getTrustedCert().getPublicKey());
        return issuers.stream().anyMatch(SignatureStrength::weak)
                ? Optional.of("a key of its chain is too short")
                : Optional.empty();
    }

    private static boolean weak(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() < MIN_RSA_BITS;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() < MIN_EC_BITS;
            default -> true;
        };
    }
}
