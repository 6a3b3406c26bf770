package org.sipbrandy.stir.passport;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies ES256 (RFC 7518 §3.4) by the Java Cryptography Architecture, with the fastest provider that the caller knows.
 * May be used by several threads.
 */
public final class Es256Verifier {
    /** Signatures of two numbers of 32 octets each: as the platform and Corretto call them, and Bouncy Castle. */
    private static final List<String> ALGORITHMS = List.of("SHA256withECDSAinP1363Format", "SHA256withPLAIN-ECDSA");

    private static final int SIGNATURE_LENGTH = 64;

    private static final int SCALAR_LENGTH = 32;

    /** The order of P-256, SEC 2 §2.4.2. */
    private static final BigInteger ORDER =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    private final Supplier<Optional<Provider>> provider;

    private Es256Verifier(Supplier<Optional<Provider>> provider) {
        this.provider = provider;
    }

    /** With the platform's own provider. */
    public static Es256Verifier platform() {
        return new Es256Verifier(Optional::empty);
    }

    /** With a provider that has {@code SHA256withECDSAinP1363Format} or {@code SHA256withPLAIN-ECDSA}. */
    public static Es256Verifier of(Provider provider) {
        return new Es256Verifier(() -> Optional.of(provider));
    }

    /** With the provider that is there at the time of each verification, else the platform's; must not block. */
    public static Es256Verifier of(Supplier<Optional<Provider>> provider) {
        return new Es256Verifier(provider);
    }

    /**
     * Whether the signature is right. One of another length than 64 bytes, or out of range, is not.
     *
     * @throws IllegalStateException if the provider has no such algorithm or does not take the key
     */
    public boolean verify(PublicKey key, byte[] signed, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH || !inRange(signature, 0) || !inRange(signature, SCALAR_LENGTH)) {
            return false;
        }
        Signature verifier;
        try {
            verifier = signature(provider.get());
            verifier.initVerify(key);
            verifier.update(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no ES256 here", e);
        }
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Signature signature(Optional<Provider> provider) throws NoSuchAlgorithmException {
        if (provider.isEmpty()) {
            return Signature.getInstance(ALGORITHMS.getFirst());
        }
        for (String algorithm : ALGORITHMS) {
            if (provider.get().getService("Signature", algorithm) != null) {
                return Signature.getInstance(algorithm, provider.get());
            }
        }
        throw new NoSuchAlgorithmException("ES256 in " + provider.get().getName());
    }

    /** Not left to the provider: zero has been accepted before. */
    private static boolean inRange(byte[] signature, int offset) {
        BigInteger value = new BigInteger(1, signature, offset, SCALAR_LENGTH);
        return value.signum() > 0 && value.compareTo(ORDER) < 0;
    }
}
