package org.sipbrandy.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The end-entity certificate that the peer showed in the handshake. Self-signed as a rule; no path is validated (RFC 8122 §6.2). */
public final class PeerCertificate {
    private final byte[] der;

    public PeerCertificate(byte[] der) {
        this.der = der.clone();
    }

    /** The certificate as it came, DER. */
    public byte[] der() {
        return der.clone();
    }

    /**
     * The digest of the DER encoding, as {@code a=fingerprint} has it (RFC 8122 §5).
     *
     * @param hash the hash function's name as in SDP: {@code sha-256}, {@code sha-384} or {@code sha-512}, any case
     * @return empty for every other hash function, among them those that RFC 8122 §5 forbids (MD2, MD5) and SHA-1
     */
    public Optional<byte[]> fingerprint(String hash) {
        String algorithm = switch (hash.toLowerCase(Locale.ROOT)) {
            case "sha-256" -> "SHA-256";
            case "sha-384" -> "SHA-384";
            case "sha-512" -> "SHA-512";
            default -> "";
        };
        return algorithm.isEmpty() ? Optional.empty() : Optional.of(digest(algorithm, der));
    }

    /** Whether the digest under that hash function is exactly this one; false for an unknown hash function. */
    public boolean matches(String hash, byte[] digest) {
        return fingerprint(hash).map(own -> MessageDigest.isEqual(own, digest)).orElse(false);
    }

    static byte[] digest(String algorithm, byte[] der) {
        try {
            return MessageDigest.getInstance(algorithm).digest(der);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerCertificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return "PeerCertificate[" + der.length + " bytes]";
    }
}
