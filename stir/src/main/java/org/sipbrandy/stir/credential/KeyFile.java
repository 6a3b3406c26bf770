package org.sipbrandy.stir.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.sipbrandy.stir.StirParseException;

/**
 * Reads keys and certificates as others write them: PEM, DER, PKCS #8 with a passphrase (RFC 5958 §3), PKCS #12 (RFC 7292).
 *
 * @param chain the certificates, where the file has some
 * @param key the secret
 */
public record KeyFile(Optional<CertificateChain> chain, SigningKey key) {
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** Whether a file needs a passphrase to be read. */
    public static boolean isEncrypted(byte[] content) {
        return isPkcs12(content)
                || Pem.looksLikePem(content)
                        && new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN " + ENCRYPTED);
    }

    /**
     * Reads a file.
     *
     * @param passphrase empty where none is needed; overwriting it is the caller's
     * @throws StirParseException if it is of no known form, holds no P-256 key, or the passphrase is wrong
     */
    public static KeyFile read(byte[] content, char[] passphrase) {
        if (isPkcs12(content)) {
            return pkcs12(content, passphrase);
        }
        if (!Pem.looksLikePem(content)) {
            return new KeyFile(Optional.empty(), PrivateKeyPem.ofPkcs8(content));
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        var encrypted = Pem.read(ENCRYPTED, text);
        SigningKey key = encrypted.isEmpty()
                ? PrivateKeyPem.read(text)
                : PrivateKeyPem.ofPkcs8(decrypt(encrypted.getFirst(), passphrase));
        return new KeyFile(
                Pem.read("CERTIFICATE", text).isEmpty()
                        ? Optional.empty()
                        : Optional.of(CertificateChain.parse(content)),
                key);
    }

    private static byte[] decrypt(byte[] der, char[] passphrase) {
        try {
            var info = new EncryptedPrivateKeyInfo(der);
            // For PBES2 the parameters alone name the algorithm in full.
            String algorithm = info.getAlgParameters().toString();
            var secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase));
            var cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new StirParseException(0, "the passphrase is wrong, or the key is encrypted in an unknown way");
        }
    }

    /** A SEQUENCE that begins with the version 3 (RFC 7292 §4); a PKCS #8 key has version 0 or 1. */
    private static boolean isPkcs12(byte[] content) {
        if (content.length < 8 || content[0] != 0x30) {
            return false;
        }
        int header = content[1] >= 0 ? 2 : 2 + (content[1] & 0x7f);
        return header + 3 < content.length
                && content[header] == 2
                && content[header + 1] == 1
                && content[header + 2] == 3;
    }

    private static KeyFile pkcs12(byte[] content, char[] passphrase) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), passphrase);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.isKeyEntry(alias) ? store.getKey(alias, passphrase) : null;
                if (key != null) {
                    return new KeyFile(
                            chain(store.getCertificateChain(alias)), PrivateKeyPem.ofPkcs8(key.getEncoded()));
                }
            }
            throw new StirParseException(0, "no private key in the PKCS #12 file");
        } catch (IOException | GeneralSecurityException e) {
            throw new StirParseException(0, "the passphrase is wrong, or this is no PKCS #12 file");
        }
    }

    private static Optional<CertificateChain> chain(Certificate[] certificates) throws GeneralSecurityException {
        if (certificates.length == 0) {
            return Optional.empty();
        }
        List<byte[]> issuers = new ArrayList<>();
        for (int i = 1; i < certificates.length; i++) {
            issuers.add(certificates[i].getEncoded());
        }
        return Optional.of(new CertificateChain(SigningCertificate.parse(certificates[0].getEncoded()), issuers));
    }
}
