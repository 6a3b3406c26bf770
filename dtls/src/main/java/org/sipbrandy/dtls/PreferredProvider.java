package org.sipbrandy.dtls;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;

/**
 * Takes what a handshake spends its time with, ECDH and ECDSA, from one provider, and all else from the platform's. Keys
 * go between them by the interfaces of {@code java.security.interfaces}.
 */
final class PreferredProvider extends DefaultJcaJceHelper {
    private final Provider preferred;

    PreferredProvider(Provider preferred) {
        this.preferred = preferred;
    }

    @Override
    public KeyAgreement createKeyAgreement(String algorithm) throws NoSuchAlgorithmException {
        return has("KeyAgreement", algorithm, "ECDH")
                ? KeyAgreement.getInstance(algorithm, preferred)
                : super.createKeyAgreement(algorithm);
    }

    @Override
    public KeyPairGenerator createKeyPairGenerator(String algorithm) throws NoSuchAlgorithmException {
        return has("KeyPairGenerator", algorithm, "EC")
                ? KeyPairGenerator.getInstance(algorithm, preferred)
                : super.createKeyPairGenerator(algorithm);
    }

    @Override
    public Signature createSignature(String algorithm) throws NoSuchAlgorithmException {
        return has("Signature", algorithm, "NONEwithECDSA")
                ? Signature.getInstance(algorithm, preferred)
                : super.createSignature(algorithm);
    }

    private boolean has(String type, String algorithm, String wanted) {
        return algorithm.equalsIgnoreCase(wanted) && preferred.getService(type, algorithm) != null;
    }
}
