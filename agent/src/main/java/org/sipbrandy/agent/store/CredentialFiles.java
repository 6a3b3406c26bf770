package org.sipbrandy.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.identity.CanonicalIdentity;

/** A signing credential in a folder of its own: the certificate with those of its issuers, and the key. */
public final class CredentialFiles {
    static final String CERTIFICATE = "cert.pem";
    static final String KEY = "key.pem";

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

    /** Reads the files, for an identity that the certificate may speak for. */
    static Credential read(Path folder, CanonicalIdentity identity) throws IOException, StirParseException {
        String certificates = Files.readString(folder.resolve(CERTIFICATE), StandardCharsets.US_ASCII);
        return Credential.fromPem(certificates, Home.readSecret(folder.resolve(KEY)), identity);
    }
}
