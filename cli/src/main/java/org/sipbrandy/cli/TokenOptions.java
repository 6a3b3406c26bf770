package org.sipbrandy.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.TokenPlace;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.credential.CertificateChain;
import picocli.CommandLine.Option;

/** The options that say in which token a key is. */
final class TokenOptions {
    @Option(
            names = "--pkcs11",
            paramLabel = "LIBRARY",
            description = "the key stays in the PKCS#11 token that this library speaks to")
    private @Nullable Path library;

    @Option(names = "--slot", paramLabel = "N", description = "the token's slot (default: the first with a token)")
    private @Nullable Long slot;

    @Option(names = "--key-label", paramLabel = "LABEL", description = "the key in the token (default: the only one)")
    private @Nullable String label;

    @Option(
            names = "--pin-file",
            paramLabel = "FILE",
            description = "its first line is the PIN, read each time (default: asked for each time)")
    private @Nullable Path pinFile;

    /** Where the key is, if it is in a token. */
    Optional<TokenPlace> place() {
        if (library == null) {
            if (slot != null || label != null || pinFile != null) {
                throw new Failure(ExitCode.USAGE, "--slot, --key-label and --pin-file are about a token; say --pkcs11");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new TokenPlace(
                    library,
                    slot == null ? OptionalLong.empty() : OptionalLong.of(slot),
                    Optional.ofNullable(label),
                    Optional.ofNullable(pinFile)));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--pkcs11: " + e.getMessage());
        }
    }

    /** The certificates in a file, else those that the token has with the key. */
    CertificateChain chain(Home home, TokenPlace place, Optional<Path> file) {
        if (file.isPresent()) {
            return KeyImport.chain(file.get());
        }
        var pem = new ByteArrayOutputStream();
        try {
            for (Certificate one : home.tokens().open(place).chain()) {
                pem.writeBytes("-----BEGIN CERTIFICATE-----\n".getBytes(StandardCharsets.US_ASCII));
                pem.writeBytes(Base64.getMimeEncoder().encode(one.getEncoded()));
                pem.writeBytes("\n-----END CERTIFICATE-----\n".getBytes(StandardCharsets.US_ASCII));
            }
            return CertificateChain.parse(pem.toByteArray());
        } catch (CertificateEncodingException | StirParseException e) {
            throw new Failure(ExitCode.USAGE, "the certificate in the token cannot be used: " + e.getMessage());
        }
    }
}
