package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.AuthorityFolder;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.agent.store.IdentityFolder;
import org.sipbrandy.agent.store.IdentityFolder.Identity;
import org.sipbrandy.cli.qr.HalfBlocks;
import org.sipbrandy.cli.qr.SafetyCode;
import org.sipbrandy.stir.trust.SafetyNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy identity}: signing credentials. */
@Command(name = "identity", mixinStandardHelpOptions = true, description = "Creates and keeps signing credentials.")
final class IdentityCommand {
    @ParentCommand
    private @Nullable Brandy brandy;

    private IdentityFolder folder() {
        return home().identities();
    }

    private Home home() {
        return Objects.requireNonNull(brandy).home();
    }

    private Identity existing(String aor) {
        return folder().get(aor)
                .orElseThrow(() ->
                        new Failure(ExitCode.USAGE, "there is no identity " + aor + "; see: brandy identity list"));
    }

    private static void show(Identity identity) {
        var credential = identity.credential();
        var certificate = credential.certificate();
        System.out.println("identity       " + identity.aor());
        System.out.println("certificate    "
                + (certificate.selfSigned() ? "self-signed" : "issued by " + certificate.issuer()) + ", for "
                + certificate.holders());
        System.out.println("valid          " + certificate.notBefore() + " to " + certificate.notAfter());
        System.out.println("safety number  " + safetyNumber(identity));
    }

    private static SafetyNumber safetyNumber(Identity identity) {
        return SafetyNumber.of(
                identity.credential().identity(), identity.credential().pin());
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes a credential: self-signed, or issued by an authority of one's own.")
    int create(
            @Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com or tel:+12155551212")
                    String aor,
            @Option(names = "--tn", paramLabel = "NUMBER", description = "a telephone number, too; repeatable")
                    @Nullable
                    List<String> numbers,
            @Option(names = "--from-ca", paramLabel = "DIR", description = "issued by that authority (brandy ca)")
                    @Nullable
                    Path authority,
            @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "how long it is valid")
                    int days) {
        var validity = Validity.days(days);
        var holder = Holder.of(aor, numbers == null ? List.of() : numbers, List.of());
        if (folder().get(aor).isPresent()) {
            throw new Failure(
                    ExitCode.USAGE, "there is an identity " + aor + " already; see: brandy identity show " + aor);
        }
        if (authority == null) {
            show(folder().create(aor, holder.subject(), validity));
        } else {
            var issued = AuthorityFolder.open(authority).issue(holder.subject(), holder.identity(), validity);
            show(folder().put(aor, issued));
        }
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
    int show(
            @Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor,
            @Option(names = "--qr", description = "the safety number as a QR code, too, to be scanned") boolean qr) {
        var identity = existing(aor);
        show(identity);
        if (qr) {
            SafetyCode.of(
                            identity.credential().identity().value(),
                            safetyNumber(identity).toString())
                    .ifPresent(HalfBlocks::print);
        }
        return 0;
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Writes the certificate to a file.")
    int export(
            @Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor,
            @Option(names = "--cert", paramLabel = "FILE", required = true, description = "where to, in PEM")
                    Path file) {
        try {
            Files.writeString(file, existing(aor).credential().chain().pem());
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot write " + file + ": " + e.getMessage());
        }
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Takes a certificate and its key, or a key that stays in its PKCS#11 token.")
    int add(
            @Parameters(paramLabel = "AOR", description = "such as sip:alice@example.com") String aor,
            @Option(
                            names = "--cert",
                            paramLabel = "FILE",
                            description = "the certificate, with those of its issuers, in PEM or DER"
                                    + " (default: from the key's file)")
                    @Nullable
                    Path certificate,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description = "its P-256 key, in PEM, DER (PKCS#8) or PKCS#12")
                    @Nullable
                    Path key,
            @Mixin TokenOptions token,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "FILE",
                            description = "its first line opens the key (default: asked for)")
                    @Nullable
                    Path passphrase) {
        if (folder().get(aor).isPresent()) {
            throw new Failure(
                    ExitCode.USAGE, "there is an identity " + aor + " already; first: brandy identity delete " + aor);
        }
        var place = token.place();
        if (key == null && place.isEmpty() || key != null && place.isPresent()) {
            throw new Failure(ExitCode.USAGE, "where is the key? say --key FILE, or --pkcs11 LIBRARY");
        }
        if (place.isPresent()) {
            var chain = token.chain(home(), place.get(), Optional.ofNullable(certificate));
            show(folder().add(aor, chain, place.get()));
            return 0;
        }
        var read = KeyImport.read(
                Optional.ofNullable(certificate), Objects.requireNonNull(key), Optional.ofNullable(passphrase));
        show(folder().add(aor, read.chain(), read.key()));
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
