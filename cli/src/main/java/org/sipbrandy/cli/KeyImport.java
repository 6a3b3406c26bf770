package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.CertificateChain;
import org.sipbrandy.stir.credential.KeyFile;
import org.sipbrandy.stir.credential.SigningKey;

/** Reads a key and its certificates from files as others write them. */
record KeyImport(CertificateChain chain, SigningKey key) {
    private static final int MAX_BYTES = 1 << 20;

    /**
     * @param certificate empty where the key's file has the certificate, too (PKCS#12, PEM)
     * @param passphrase a file whose first line it is; else it is asked for on the terminal, if one is needed
     */
    static KeyImport read(Optional<Path> certificate, Path keyFile, Optional<Path> passphrase) {
        byte[] content = content(keyFile);
        KeyFile read = key(keyFile, content, passphrase);
        CertificateChain chain = certificate
                .filter(file -> !file.equals(keyFile))
                .map(KeyImport::chain)
                .or(read::chain)
                .orElseThrow(() -> new Failure(ExitCode.USAGE, keyFile + " has no certificate; say --cert FILE, too"));
        return new KeyImport(chain, read.key());
    }

    private static KeyFile key(Path file, byte[] content, Optional<Path> passphrase) {
        char[] secret = KeyFile.isEncrypted(content) ? passphrase(file, passphrase.orElse(null)) : new char[0];
        try {
            return KeyFile.read(content, secret);
        } catch (StirParseException e) {
            throw new Failure(ExitCode.USAGE, "the key in " + file + " cannot be used: " + e.reason());
        } finally {
            Arrays.fill(secret, '\0');
            Arrays.fill(content, (byte) 0);
        }
    }

    static CertificateChain chain(Path file) {
        try {
            return CertificateChain.parse(content(file));
        } catch (StirParseException e) {
            throw new Failure(ExitCode.USAGE, "the certificate in " + file + " cannot be used: " + e.reason());
        }
    }

    private static byte[] content(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw new Failure(ExitCode.USAGE, "cannot read " + file + ": no file of a key or certificate");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage());
        }
    }

    private static char[] passphrase(Path of, @Nullable Path file) {
        if (file != null) {
            try (var lines = Files.lines(file)) {
                return lines.findFirst().orElse("").toCharArray();
            } catch (IOException | java.io.UncheckedIOException e) {
                throw new Failure(ExitCode.USAGE, "cannot read the passphrase from " + file + ": " + e.getMessage());
            }
        }
        var console = System.console();
        char[] typed = console != null && console.isTerminal() ? console.readPassword("passphrase of %s: ", of) : null;
        if (typed == null) {
            throw new Failure(ExitCode.USAGE, of + " needs a passphrase; say --passphrase-file FILE");
        }
        return typed;
    }
}
