package org.sipbrandy.stir.credential;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * A secret P-256 key. It signs deterministically (RFC 6979; RFC 8225 §4.2), which of the libraries at hand only Bouncy
 * Castle does. May be used by several threads.
 */
public final class SigningKey {
    static final ECDomainParameters P256 = domain();

    private static final int SCALAR_LENGTH = 32;

    private final byte[] scalar;

    private volatile boolean wiped;

    private SigningKey(BigInteger scalar) {
        if (scalar.signum() <= 0 || scalar.compareTo(P256.getN()) >= 0) {
            throw new IllegalArgumentException("not a P-256 key");
        }
        this.scalar = BigIntegers.asUnsignedByteArray(SCALAR_LENGTH, scalar);
    }

    /** A new key. */
    public static SigningKey generate(SecureRandom random) {
        return new SigningKey(
                BigIntegers.createRandomInRange(BigInteger.ONE, P256.getN().subtract(BigInteger.ONE), random));
    }

    static SigningKey of(BigInteger scalar) {
        return new SigningKey(scalar);
    }

    /**
     * From PEM: PKCS #8 ({@code PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}), not encrypted.
     *
     * @throws org.sipbrandy.stir.StirParseException if it is none, or the key is not on P-256 (RFC 8226 §4 item 5)
     */
    public static SigningKey fromPem(String pem) {
        return PrivateKeyPem.read(pem);
    }

    /** PKCS #8 in PEM. The caller guards it. */
    public String toPem() {
        return PrivateKeyPem.write(parameters(), publicKey());
    }

    /**
     * ES256 (RFC 7518 §3.4).
     *
     * @return R ‖ S, 64 bytes
     * @throws IllegalStateException after {@link #wipe}
     */
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

    /** Overwrites the key; nothing can be signed any more. */
    public synchronized void wipe() {
        wiped = true;
        Arrays.fill(scalar, (byte) 0);
    }

    public boolean wiped() {
        return wiped;
    }

    ECPoint publicKey() {
        return P256.getG().multiply(parameters().getD()).normalize();
    }

    ECPublicKeyParameters publicParameters() {
        return new ECPublicKeyParameters(publicKey(), P256);
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

    private static ECDomainParameters domain() {
        X9ECParameters curve = SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1);
        return new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, curve);
    }

    @Override
    public String toString() {
        return "SigningKey[secret]";
    }
}
