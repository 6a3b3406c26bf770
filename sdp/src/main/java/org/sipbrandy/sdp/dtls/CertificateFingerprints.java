package org.sipbrandy.sdp.dtls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.HashFunction;

/** The fingerprints to announce for own certificates. */
public final class CertificateFingerprints {
    private CertificateFingerprints() {}

    /**
     * RFC 8122 §5.1: SHA-256 and the hash of each certificate's signature, the same set for every certificate. MD5 and
     * MD2 signatures add nothing.
     *
     * @throws IllegalArgumentException for a certificate that has no encoding
     */
    public static List<Fingerprint> of(List<X509Certificate> certificates) {
        Set<HashFunction> hashes = EnumSet.of(HashFunction.SHA_256);
        certificates.forEach(c -> signatureHash(c.getSigAlgName()).ifPresent(hashes::add));
        List<Fingerprint> fingerprints = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            byte[] der = encoded(certificate);
            hashes.forEach(hash -> fingerprints.add(Fingerprint.ofCertificate(hash, der)));
        }
        return fingerprints;
    }

    /** The usable hash function in a JCA signature name such as SHA256withECDSA. */
    static Optional<HashFunction> signatureHash(String algorithm) {
        String upper = algorithm.toUpperCase(Locale.ROOT);
        int with = upper.indexOf("WITH");
        if (with < 0) {
            return Optional.empty();
        }
        String name = upper.substring(0, with).replace("-", "");
        for (HashFunction hash : HashFunction.values()) {
            if (hash.isUsable() && hash.algorithm().replace("-", "").equals(name)) {
                return Optional.of(hash);
            }
        }
        return Optional.empty();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate has no encoding", e);
        }
    }
}
