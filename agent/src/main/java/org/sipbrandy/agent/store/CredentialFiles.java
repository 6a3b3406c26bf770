package org.sipbrandy.agent.store;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.credential.SigningKey;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** A signing credential in a folder of its own: the certificate with those of its issuers, and the key. */
public final class CredentialFiles {
    static final String CERTIFICATE = "cert.pem";
    static final String KEY = "key.pem";
    static final String TOKEN = "pkcs11.properties";

    private CredentialFiles() {}

    /**
     * Writes the files, the key readable by its owner alone; makes the folder if it is not there.
     *
     * @throws HomeException with one line, if there is a key already or the files cannot be written
     */
    public static void write(Path folder, Credential credential) {
        Path key = folder.resolve(KEY);
        if (Files.exists(key)) {
            throw new HomeException("there is a key already: " + key);
        }
        Home.makeFolder(folder);
        Home.write(key, credential.key().toPem(), true);
        Home.write(folder.resolve(CERTIFICATE), credential.chain().pem(), false);
    }

    /** Whether there is a key, or the place of one in a token. */
    static boolean present(Path folder) {
        return Files.exists(folder.resolve(KEY)) || Files.exists(folder.resolve(TOKEN));
    }

    /** Writes the certificates, and where the token of the key is. */
    static void write(Path folder, CertificateChain chain, TokenPlace place) {
        Home.makeFolder(folder);
        var text = new StringWriter();
        try {
            place.properties().store(text, "The key is in a PKCS #11 token.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Home.write(folder.resolve(TOKEN), text.toString(), false);
        Home.write(folder.resolve(CERTIFICATE), chain.pem(), false);
    }

    /** Reads the files, for an identity that the certificate may speak for; opens no token. */
    static Credential read(Path folder, CanonicalIdentity identity, Tokens tokens)
            throws IOException, StirParseException {
        String certificates = Files.readString(folder.resolve(CERTIFICATE), StandardCharsets.US_ASCII);
        Path token = folder.resolve(TOKEN);
        if (!Files.exists(token)) {
            return Credential.fromPem(certificates, Home.readSecret(folder.resolve(KEY)), identity);
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(token)) {
            properties.load(in);
        }
        var chain = CertificateChain.parse(certificates.getBytes(StandardCharsets.US_ASCII));
        return Credential.of(chain, key(chain, TokenPlace.of(properties), tokens), identity);
    }

    /** The key of a certificate, which its token has. */
    static SigningKey key(CertificateChain chain, TokenPlace place, Tokens tokens) {
        var publicKey = chain.signer()
                .publicKey()
                .orElseThrow(() -> new StirParseException(-1, "a certificate whose key is not on P-256"));
        return SigningKey.inToken(tokens.signer(place), publicKey);
    }
}
