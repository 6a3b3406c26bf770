package org.sipbrandy.stir.credential;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * A secret P-256 key in memory. It signs deterministically (RFC 6979; RFC 8225 §4.2), which of the libraries at hand only
 * Bouncy Castle does. May be used by several threads.
 */
final class SoftwareKey implements SigningKey {
    static final ECDomainParameters P256 = domain();

    private static final int SCALAR_LENGTH = 32;

    private final byte[] scalar;

    private volatile boolean wiped;

    private SoftwareKey(BigInteger scalar) {
        if (scalar.signum() <= 0 || scalar.compareTo(P256.getN()) >= 0) {
            throw new IllegalArgumentException("not a P-256 key");
        }
        this.scalar = BigIntegers.asUnsignedByteArray(SCALAR_LENGTH, scalar);
    }

    /** A new key. */
    static SoftwareKey generate(SecureRandom random) {
        return new SoftwareKey(
                BigIntegers.createRandomInRange(BigInteger.ONE, P256.getN().subtract(BigInteger.ONE), random));
    }

    static SoftwareKey of(BigInteger scalar) {
        return new SoftwareKey(scalar);
    }

    @Override
    public String toPem() {
        return PrivateKeyPem.write(parameters(), publicKey());
    }

    @Override
    public byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, parameters());
        BigInteger[] rs = signer.generateSignature(sha256(message));
        byte[] signature = new byte[2 * SCALAR_LENGTH];
        System.arraycopy(BigIntegers.asUnsignedByteArray(SCALAR_LENGTH, rs[0]), 0, signature, 0, SCALAR_LENGTH);
        System.arraycopy(
                BigIntegers.asUnsignedByteArray(SCALAR_LENGTH, rs[1]), 0, signature, SCALAR_LENGTH, SCALAR_LENGTH);
        return signature;
    }

    @Override
    public synchronized void wipe() {
        wiped = true;
        Arrays.fill(scalar, (byte) 0);
    }

    @Override
    public boolean wiped() {
        return wiped;
    }

    ECPoint publicKey() {
        return P256.getG().multiply(parameters().getD()).normalize();
    }

    @Override
    public byte[] publicPoint() {
        return publicKey().getEncoded(false);
    }

    synchronized ECPrivateKeyParameters parameters() {
        if (wiped) {
            throw new IllegalStateException("the key was wiped");
        }
        return new ECPrivateKeyParameters(new BigInteger(1, scalar), P256);
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Bouncy Castle's arithmetic made for this curve, a quarter of the time of the general one. The nonce's multiple of the
     * base point is taken by a fixed comb whose table is read whole each time, and its inverse by the constant-time
     * algorithm; the last steps (s = (z + r·d) / k) are {@link BigInteger}'s, as they were, whose time is not constant.
     */
    private static ECDomainParameters domain() {
        X9ECParameters curve = CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1);
        return new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, curve);
    }

    @Override
    public String toString() {
        return "SigningKey[secret]";
    }
}
