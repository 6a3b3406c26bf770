package org.sipbrandy.stir.credential;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.sipbrandy.stir.StirParseException;

/** Secret keys as files hold them (RFC 5958, RFC 5915). */
final class PrivateKeyPem {
    private static final int BITS = 256;

    private static final AlgorithmIdentifier P256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);

    private PrivateKeyPem() {}

    static SoftwareKey read(String pem) {
        List<byte[]> pkcs8 = Pem.read("PRIVATE KEY", pem);
        List<byte[]> sec1 = Pem.read("EC PRIVATE KEY", pem);
        if (pkcs8.size() + sec1.size() != 1) {
            throw new StirParseException(0, "not one private key in PEM");
        }
        try {
            BigInteger scalar = sec1.isEmpty() ? pkcs8(pkcs8.getFirst()) : sec1(sec1.getFirst());
            return SoftwareKey.of(scalar);
        } catch (StirParseException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports malformed structures by several exceptions.
            throw new StirParseException(0, "not a P-256 private key");
        }
    }

    static String write(ECPrivateKeyParameters key, ECPoint publicKey) {
        try {
            ECPrivateKey structure =
                    new ECPrivateKey(BITS, key.getD(), new DERBitString(publicKey.getEncoded(false)), null);
            return Pem.write("PRIVATE KEY", new PrivateKeyInfo(P256, structure).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key whose PKCS #8 is at hand. */
    static SoftwareKey ofPkcs8(byte[] der) {
        try {
            return SoftwareKey.of(pkcs8(der));
        } catch (StirParseException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new StirParseException(0, "not a P-256 private key");
        }
    }

    private static BigInteger pkcs8(byte[] der) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der));
        if (!P256.equals(info.getPrivateKeyAlgorithm())) {
            throw new StirParseException(0, "a private key that is not on P-256");
        }
        return ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
    }

    private static BigInteger sec1(byte[] der) throws IOException {
        ECPrivateKey key = ECPrivateKey.getInstance(ASN1Primitive.fromByteArray(der));
        if (!SECObjectIdentifiers.secp256r1.equals(key.getParametersObject())) {
            throw new StirParseException(0, "a private key that is not on P-256");
        }
        return key.getKey();
    }
}
