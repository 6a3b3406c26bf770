package org.sipbrandy.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/** Kamailio as registrar and edge proxy of {@code edge.test}; ended when it is closed. */
final class Kamailio implements AutoCloseable {
    private static final String TLS_PORT = "13C5"; // 5061

    private final Program program;

    private Kamailio(Program program) {
        this.program = program;
    }

    /** Starts it there; returns once it listens. */
    static Kamailio start(Host host, Path folder, Certificates.Pair pair) {
        try {
            var run = Files.createTempDirectory(folder, "kamailio");
            var settings = run.resolve("edge.cfg");
            Files.writeString(
                    settings,
                    Files.readString(Path.of(Objects.requireNonNull(Kamailio.class.getResource("/kamailio/edge.cfg"))
                                    .toURI()))
                            .replace("@ADDRESS@", host.address())
                            .replace("@CERTIFICATE@", pair.certificate().toString())
                            .replace("@KEY@", pair.key().toString()));
            var program = Program.start(
                    host,
                    run,
                    List.of(
                            "kamailio",
                            "-DD",
                            "-E",
                            "-m",
                            "64",
                            "-M",
                            "8",
                            "-Y",
                            run.toString(),
                            "-f",
                            settings.toString()));
            var started = new Kamailio(program);
            Awaitility.await("Kamailio listens").atMost(Program.PATIENCE).until(() -> {
                if (program.exitCode().isPresent()) {
                    throw new AssertionError("Kamailio did not start" + program.transcript());
                }
                return Program.run(host, run, List.of("cat", "/proc/net/tcp")).stream()
                        .anyMatch(line -> line.contains(":" + TLS_PORT + " 00000000:0000 "));
            });
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The requests that it saw, such as {@code INVITE over tls from sip:alice@edge.test}. */
    List<String> saw() {
        return program.lines().stream()
                .filter(line -> line.contains("saw "))
                .map(line -> line.substring(line.indexOf("saw ") + 4))
                .toList();
    }

    String transcript() {
        return program.transcript();
    }

    @Override
    public void close() {
        program.close();
    }
}
