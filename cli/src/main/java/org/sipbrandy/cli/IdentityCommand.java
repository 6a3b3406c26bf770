package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.IdentityFolder;
import org.sipbrandy.agent.store.IdentityFolder.Identity;
import org.sipbrandy.stir.trust.SafetyNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy identity}: signing credentials. */
@Command(name = "identity", mixinStandardHelpOptions = true, description = "Creates and keeps signing credentials.")
final class IdentityCommand {
    private static final int MAX_DAYS = 3650;

    @ParentCommand
    private @Nullable Brandy brandy;

    private IdentityFolder folder() {
        return java.util.Objects.requireNonNull(brandy).home().identities();
    }

    private Identity existing(String aor) {
        return folder().get(aor)
                .orElseThrow(() ->
                        new Failure(ExitCode.USAGE, "there is no identity " + aor + "; see: brandy identity list"));
    }

    private static void show(Identity identity) {
        var credential = identity.credential();
        System.out.println("identity       " + identity.aor());
        System.out.println(
                "certificate    self-signed, for " + credential.identity().value());
        System.out.println("valid          " + credential.certificate().notBefore() + " to "
                + credential.certificate().notAfter());
        System.out.println("safety number  " + SafetyNumber.of(credential.identity(), credential.pin()));
    }

    @Command(name = "new", mixinStandardHelpOptions = true, description = "Makes a self-signed credential.")
    int create(
            @Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor,
            @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "how long it is valid")
                    int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new Failure(ExitCode.USAGE, "--days is 1 to " + MAX_DAYS);
        }
        if (!aor.startsWith("sip:") && !aor.startsWith("sips:")) {
            throw new Failure(ExitCode.USAGE, "'" + aor + "' is not a SIP URI such as sip:alice@example.com");
        }
        show(folder().create(aor, Duration.ofDays(days)));
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the identities.")
    int list() {
        for (Identity one : folder().list()) {
            boolean valid = one.credential().certificate().validAt(Instant.now());
            System.out.println(one.aor() + (valid ? "" : "  (expired)"));
        }
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows an identity and its safety number.")
    int show(@Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor) {
        show(existing(aor));
        return 0;
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Writes the certificate to a file.")
    int export(
            @Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor,
            @Option(names = "--cert", paramLabel = "FILE", required = true, description = "where to, in PEM")
                    Path file) {
        try {
            Files.writeString(file, existing(aor).credential().certificate().pem());
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot write " + file + ": " + e.getMessage());
        }
        return 0;
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = "Takes a certificate and its key.")
    int add(
            @Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor,
            @Option(names = "--cert", paramLabel = "FILE", required = true, description = "the certificate, in PEM")
                    Path certificate,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            required = true,
                            description = "its P-256 key, in PEM (PKCS#8)")
                    Path key) {
        for (Path file : List.of(certificate, key)) {
            if (!Files.isReadable(file)) {
                throw new Failure(ExitCode.USAGE, "cannot read " + file);
            }
        }
        if (folder().get(aor).isPresent()) {
            throw new Failure(
                    ExitCode.USAGE, "there is an identity " + aor + " already; first: brandy identity delete " + aor);
        }
        try {
            show(folder().add(aor, Files.readString(certificate), Files.readString(key)));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read the files: " + e.getMessage());
        }
        return 0;
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes an identity and its key.")
    int delete(@Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor) {
        if (!folder().delete(aor)) {
            throw new Failure(ExitCode.USAGE, "there is no identity " + aor);
        }
        return 0;
    }
}
