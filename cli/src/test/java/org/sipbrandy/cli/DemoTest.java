package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code brandy demo} from outside. */
@Isolated("sound is in real time")
class DemoTest {
    private static final int ATTEMPTS = 4;

    @TempDir
    Path folder;

    /** A demo whose temporary files are in a folder of the test's. */
    private RunningBrandy demo(String... arguments) throws IOException {
        var temporary = Files.createDirectories(folder.resolve("tmp"));
        return RunningBrandy.startWith(List.of("-Djava.io.tmpdir=" + temporary), folder.resolve("home"), arguments);
    }

    private void nothingLeft() throws IOException {
        try (var left = Files.list(folder.resolve("tmp"))) {
            assertThat(left.filter(it -> it.getFileName().toString().startsWith("brandy-demo")))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("tells the call in plain words, keeps what was heard where it is asked to, and leaves nothing else")
    void people() throws Exception {
        var keep = folder.resolve("keep");
        int code = 5;
        // 5: confidential, but this machine was too busy for the sound.
        for (int attempt = 0; attempt < ATTEMPTS && code == 5; attempt++) {
            try (var demo = demo("demo", "--keep", keep.toString())) {
                code = demo.exit(Duration.ofSeconds(300));
                assertThat(code).as(demo.toString()).isIn(0, 5);
                assertThat(String.join("\n", demo.out()))
                        .contains("INVITE", "183", "UPDATE", "STUN", "DTLS", "SRTP", "Only Alice and Bob could hear")
                        .contains("Bob heard Alice", "Alice heard Bob", "--scenario list");
                assertThat(demo.err()).isEmpty();
            }
            nothingLeft();
        }
        assertThat(code).isZero();
        assertThat(keep)
                .isDirectoryContaining("glob:**/bob-heard.wav")
                .isDirectoryContaining("glob:**/alice-heard.wav");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    @DisplayName("--json has both sides' events and nothing else")
    void json() throws Exception {
        try (var demo = demo("demo", "--json")) {
            assertThat(demo.exit(Duration.ofSeconds(300))).as(demo.toString()).isIn(0, 5);
            EventContract.holds(demo.events());
            for (String side : List.of("alice", "bob")) {
                assertThat(demo.events("call.security").stream()
                                .filter(it -> it.text("side").equals(side))
                                .toList()
                                .getLast()
                                .text("level"))
                        .isEqualTo("confidential");
            }
            assertThat(demo.events("demo.heard")).hasSize(2);
            assertThat(demo.events("demo.ended")).hasSize(1);
            assertThat(demo.err()).isEmpty();
        }
        nothingLeft();
    }

    @Test
    @DisplayName("interrupted, it ends both agents and leaves nothing")
    void interrupted() throws Exception {
        try (var demo = demo("demo", "--json")) {
            demo.await("call.established");
            var agents =
                    ProcessHandle.of(demo.pid()).orElseThrow().descendants().toList();
            assertThat(agents).hasSizeGreaterThanOrEqualTo(2);
            demo.signal("INT");
            assertThat(demo.exit(Duration.ofSeconds(30))).as(demo.toString()).isEqualTo(130);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> agents.stream().noneMatch(ProcessHandle::isAlive));
        }
        nothingLeft();
    }
}
