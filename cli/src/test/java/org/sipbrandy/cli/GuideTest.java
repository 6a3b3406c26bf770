package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies the examples of README and the guide into an empty folder gets what the pages say. */
@Isolated("the demo in it is about sound, in real time")
class GuideTest {
    private static final String PORT = "5061";
    private static final int SECONDS = 300;
    private static final int ATTEMPTS = 4;

    @TempDir
    Path folder;

    private @Nullable Process staying;

    static Stream<Path> pages() throws IOException {
        return Guide.pages().stream().filter(page -> {
            try {
                return !Guide.examples(page).isEmpty();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private Process start(String commands, Path output) throws IOException {
        var builder = new ProcessBuilder("bash", "-euc", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", folder.resolve("user").toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().remove("BRANDY_HOME");
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        return builder.start();
    }

    private void endStaying() throws Exception {
        var process = staying;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            staying = null;
        }
    }

    @ParameterizedTest
    @DisplayName("what a page tells to type works, in its order, and says what the page says")
    @MethodSource("pages")
    void works(Path page) throws Exception {
        var launcher = Files.writeString(folder.resolve("brandy"), RunningBrandy.launcher());
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
        try {
            for (Guide.Example example : Guide.examples(page)) {
                String commands = example.commands().replace(PORT, String.valueOf(port));
                if (example.stays()) {
                    endStaying();
                    staying = start(commands, folder.resolve("staying.txt"));
                    Awaitility.await(page + " line " + example.line() + " listens")
                            .atMost(Duration.ofSeconds(SECONDS))
                            .pollInterval(Duration.ofMillis(200))
                            .until(() -> listens(port));
                } else {
                    run(page, example, commands);
                }
            }
        } finally {
            endStaying();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void run(Path page, Guide.Example example, String commands) throws Exception {
        var output = folder.resolve("output.txt");
        int code = ExitCode.MEDIA_FAILED.number();
        // The demo's 5: confidential, but this machine was too busy for the sound.
        for (int attempt = 0; attempt < ATTEMPTS && code == ExitCode.MEDIA_FAILED.number(); attempt++) {
            var process = start(commands, output);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(page + " line " + example.line() + " does not end: " + commands);
            }
            code = process.exitValue();
        }
        var said = Files.readAllLines(output);
        assertThat(code)
                .as("%s line %d: %s%n%s", page, example.line(), commands, String.join("\n", said))
                .isZero();
        int at = 0;
        for (String line : example.expected()) {
            if (line.strip().equals("…") || line.isBlank()) {
                continue;
            }
            at = find(said, at, line);
            assertThat(at)
                    .as("%s line %d: '%s' is not in%n%s", page, example.line(), line, String.join("\n", said))
                    .isPositive();
        }
    }

    /** The place after the first line from there on that fits; 0 if none does. */
    private static int find(List<String> said, int from, String line) {
        for (int i = from; i < said.size(); i++) {
            if (Guide.pattern(line).matcher(said.get(i).stripTrailing()).matches()) {
                return i + 1;
            }
        }
        return 0;
    }
}
