package org.sipbrandy.srtp;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.NoSuchPaddingException;

/** Takes ciphers and MACs from a preferred provider, and from the platform's what that one lacks. */
final class Algorithms {
    private final Optional<Provider> preferred;

    Algorithms(Optional<Provider> preferred) {
        this.preferred = preferred;
    }

    Cipher cipher(String transformation) {
        if (preferred.isPresent()) {
            try {
                return Cipher.getInstance(transformation, preferred.get());
            } catch (NoSuchAlgorithmException | NoSuchPaddingException _) {
                // The platform's providers are next.
            }
        }
        try {
            return Cipher.getInstance(transformation);
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            throw new IllegalStateException("no provider has " + transformation, e);
        }
    }

    Mac mac(String algorithm) {
        if (preferred.isPresent()) {
            try {
                return Mac.getInstance(algorithm, preferred.get());
            } catch (NoSuchAlgorithmException _) {
                // The platform's providers are next.
            }
        }
        try {
            return Mac.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no provider has " + algorithm, e);
        }
    }
}
