package org.sipbrandy.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A proxy that others wrote, in the path, verifying Identity with its own library: Kamailio at port 5070. */
final class IdentityProxy implements AutoCloseable {
    private final Program program;

    private IdentityProxy(Program program) {
        this.program = program;
    }

    /**
     * Starts it; returns once it serves.
     *
     * @param key with which it verifies, in PEM
     */
    static IdentityProxy start(Host host, Path folder, Path key) {
        try (InputStream in =
                Objects.requireNonNull(IdentityProxy.class.getResourceAsStream("/kamailio/identity.cfg"))) {
            var settings = Files.writeString(
                    folder.resolve("kamailio.cfg"),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("@ADDRESS@", host.address())
                            .replace("@MODULES@", modules() + "/")
                            .replace("@KEY@", key.toString()));
            var run = Files.createDirectory(folder.resolve("kamailio"));
            var program = Program.start(
                    host,
                    folder,
                    List.of("kamailio", "-DD", "-E", "-f", settings.toString(), "-Y", run.toString(), "-m", "32"));
            var probe = List.of("bash", "-c", "exec 3<>/dev/tcp/" + host.address() + "/5070");
            Awaitility.await("Kamailio listens").atMost(Program.PATIENCE).until(() -> {
                if (program.exitCode().isPresent()) {
                    throw new AssertionError("Kamailio did not start" + program.transcript());
                }
                try (var asking = Program.start(host, folder, probe)) {
                    return asking.awaitExit() == 0;
                }
            });
            return new IdentityProxy(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path modules() throws IOException {
        try (Stream<Path> files = Files.find(Path.of("/usr/lib"), 4, (file, _) -> file.endsWith("secsipid.so"))) {
            return files.findFirst()
                    .map(file -> Objects.requireNonNull(file.getParent()))
                    .orElseThrow(
                            () -> new AssertionError("kamailio has no secsipid.so; scripts/install-peers --check"));
        }
    }

    /** Waits until it has written a line with that text. */
    void await(String text) {
        program.awaitLine(line -> line.contains(text));
    }

    String transcript() {
        return program.transcript();
    }

    @Override
    public void close() {
        program.close();
    }
}
