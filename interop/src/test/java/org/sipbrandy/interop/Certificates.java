package org.sipbrandy.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Certificates for TLS, made by OpenSSL and issued by an authority of their own. */
final class Certificates {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;
    private final Pair authority;

    /** Files in PEM. */
    record Pair(Path certificate, Path key) {}

    /** A new authority that keeps its files in that folder. */
    Certificates(Path folder) {
        this.folder = folder;
        this.authority = make("/CN=Test authority", "basicConstraints=critical,CA:TRUE", List.of());
    }

    Path authority() {
        return authority.certificate();
    }

    /**
     * Issues one.
     *
     * @param commonName of its subject
     * @param extensions lines of OpenSSL's configuration, such as {@code subjectAltName=DNS:example.test}
     */
    Pair issue(String commonName, String... extensions) {
        return make(
                "/CN=" + commonName,
                "basicConstraints=CA:FALSE\n" + String.join("\n", extensions),
                List.of(
                        "-CA",
                        authority.certificate().toString(),
                        "-CAkey",
                        authority.key().toString()));
    }

    private Pair make(String subject, String extensions, List<String> issuer) {
        int number = COUNT.incrementAndGet();
        var pair = new Pair(folder.resolve(number + ".pem"), folder.resolve(number + ".key"));
        var settings = folder.resolve(number + ".cnf");
        try {
            Files.writeString(
                    settings,
                    "[req]\ndistinguished_name=dn\nx509_extensions=extensions\n[dn]\n[extensions]\n" + extensions
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"));
        command.addAll(
                List.of("-pkeyopt", "ec_paramgen_curve:P-256", "-subj", subject, "-config", settings.toString()));
        command.addAll(List.of(
                "-keyout", pair.key().toString(), "-out", pair.certificate().toString()));
        command.addAll(issuer);
        Program.run(Host.LOOPBACK, folder, command);
        return pair;
    }
}
