package org.sipbrandy.dtls;

import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A P-256 key and the self-signed certificate for it: made for one call by default (RFC 8827 §6.5), not the signing credential. May be used
 * by several associations and threads at a time.
 */
public final class DtlsIdentity {
    /** How long a generated certificate is valid, counted from its start. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private final PrivateKey privateKey;
    private final List<byte[]> chain;

    /**
     * An identity from elsewhere, such as a constant one for continuity (RFC 5763 §8.4).
     *
     * @param privateKey ECDSA key on P-256
     * @param chain certificates, DER, the one for the key first; not empty
     */
    public DtlsIdentity(PrivateKey privateKey, List<byte[]> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("No certificate");
        }
        this.privateKey = privateKey;
        this.chain = chain.stream().map(byte[]::clone).toList();
    }

    /**
     * Makes a fresh key and certificate. The certificate names nobody (its subject is random), so that it tells nothing about the user.
     *
     * @param now wall-clock time; validity starts a day earlier, for peers whose clock is behind
     */
    public static DtlsIdentity generate(SecureRandom random, Instant now) {
        return SelfSignedCertificate.make(random, now, LIFETIME);
    }

    /** The certificate that {@code a=fingerprint} is about, DER. */
    public byte[] certificate() {
        return chain.getFirst().clone();
    }

    /** All certificates sent to the peer, DER, the own one first. */
    public List<byte[]> chain() {
        return chain.stream().map(byte[]::clone).toList();
    }

    /** SHA-256 of {@link #certificate}: 32 bytes, for {@code a=fingerprint:sha-256}. */
    public byte[] sha256Fingerprint() {
        return PeerCertificate.digest("SHA-256", chain.getFirst());
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    @Override
    public String toString() {
        return "DtlsIdentity[hidden]";
    }
}
