package org.sipbrandy.dtls;

import java.io.IOException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/** The platform's cryptography for one association; hands out the cipher of the encrypted epoch so that we see what it carries. */
final class ObservedCrypto extends JcaTlsCrypto {
    private volatile @Nullable ObservedCipher cipher;

    ObservedCrypto(SecureRandom random, Optional<Provider> preferred) {
        super(
                preferred
                        .<JcaJceHelper>map(PreferredProvider::new)
                        .orElseGet(() -> new JcaTlsCryptoProvider().getHelper()),
                random,
                random);
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm)
            throws IOException {
        ObservedCipher made = new ObservedCipher(super.createCipher(parameters, encryptionAlgorithm, macAlgorithm));
        cipher = made;
        return made;
    }

    /** The cipher of epoch 1, {@code null} as long as the keys are not agreed on. */
    @Nullable
    ObservedCipher cipher() {
        return cipher;
    }
}
