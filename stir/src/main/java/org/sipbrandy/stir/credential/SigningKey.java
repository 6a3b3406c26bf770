package org.sipbrandy.stir.credential;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.function.Supplier;
import org.sipbrandy.stir.StirParseException;

/** A secret P-256 key that signs tokens (RFC 8225 §4.2), in memory or in a token of hardware. May be used by several threads. */
public sealed interface SigningKey permits SoftwareKey, TokenKey {

    /** A new key in memory. */
    static SigningKey generate(SecureRandom random) {
        return SoftwareKey.generate(random);
    }

    /**
     * From PEM: PKCS #8 ({@code PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}), not encrypted.
     *
     * @throws StirParseException if it is none, or the key is not on P-256 (RFC 8226 §4 item 5)
     */
    static SigningKey fromPem(String pem) {
        return PrivateKeyPem.read(pem);
    }

    /**
     * A key that stays where it is, such as in a PKCS #11 token whose provider is installed.
     *
     * @param secret used by the installed provider that it came from
     * @throws StirParseException if the public key is not on P-256
     */
    static SigningKey inToken(PrivateKey secret, PublicKey publicKey) {
        return inToken(() -> signer(secret), publicKey);
    }

    /**
     * As above, for a token that is opened when its key is first needed.
     *
     * @param signer gives {@code SHA256withECDSA} with the key, ready to sign, each time; may block, and throw what a
     *     caller of {@link #sign} is to see
     */
    static SigningKey inToken(Supplier<Signature> signer, PublicKey publicKey) {
        return new TokenKey(signer, publicKey);
    }

    private static Signature signer(PrivateKey secret) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(secret);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token does not sign: " + e.getMessage(), e);
        }
    }

    /** Opens the token that it is in, which may ask the user for a PIN; nothing for a key in memory. */
    default void open() {}

    /**
     * ES256 (RFC 7518 §3.4). Deterministic where the key is in memory; a token of hardware draws a nonce of its own.
     *
     * @return R ‖ S, 64 bytes
     * @throws IllegalStateException after {@link #wipe}, or if the token does not sign any more
     */
    byte[] sign(byte[] message);

    /** The public key, as an uncompressed point (SEC 1 §2.3.3). */
    byte[] publicPoint();

    /**
     * PKCS #8 in PEM. The caller guards it.
     *
     * @throws IllegalStateException after {@link #wipe}, or if the key cannot leave its token
     */
    String toPem();

    /** Overwrites the key, or lets go of it; nothing can be signed any more. */
    void wipe();

    /** Whether {@link #wipe} was called. */
    boolean wiped();
}
