package org.sipbrandy.stir.credential;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.sipbrandy.stir.StirParseException;

/** A key that its token keeps: whoever holds the token signs, by way of the provider that the key came from. */
final class TokenKey implements SigningKey {
    private final Supplier<Signature> signer;
    private final byte[] point;
    private volatile boolean wiped;

    TokenKey(Supplier<Signature> signer, PublicKey publicKey) {
        this.signer = signer;
        var info = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
        if (!X9ObjectIdentifiers.id_ecPublicKey.equals(info.getAlgorithm().getAlgorithm())
                || !SECObjectIdentifiers.secp256r1.equals(info.getAlgorithm().getParameters())) {
            throw new StirParseException(-1, "a key that is not on P-256");
        }
        this.point = SoftwareKey.P256
                .getCurve()
                .decodePoint(info.getPublicKeyData().getBytes())
                .getEncoded(false);
    }

    @Override
    public void open() {
        var _ = signer.get();
    }

    @Override
    public byte[] sign(byte[] message) {
        if (wiped) {
            throw new IllegalStateException("the key was let go");
        }
        try {
            Signature signature = signer.get();
            signature.update(message);
            BigInteger order = SoftwareKey.P256.getN();
            BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(order, signature.sign());
            return PlainDSAEncoding.INSTANCE.encode(order, rs[0], rs[1]);
        } catch (GeneralSecurityException | ProviderException | IOException e) {
            throw new IllegalStateException("the token does not sign: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] publicPoint() {
        return Arrays.copyOf(point, point.length);
    }

    @Override
    public String toPem() {
        throw new IllegalStateException("the key cannot leave its token");
    }

    @Override
    public void wipe() {
        wiped = true;
    }

    @Override
    public boolean wiped() {
        return wiped;
    }

    @Override
    public String toString() {
        return "SigningKey[in a token]";
    }
}
