package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("a call that is turned down leaves no file, one that is held leaves a whole one")
    void files() throws Exception {
        var recordings = Files.createDirectory(folder.resolve("recordings"));
        try (var bob = RunningBrandy.start(
                People.bob(folder),
                "answer",
                "--listen",
                "tcp:127.0.0.1:0",
                "--json",
                "--max-calls",
                "2",
                "--record",
                recordings.toString())) {
            String to = "sip:bob@127.0.0.1:" + bob.port() + ";transport=tcp";
            try (var plain = RunningBrandy.run(People.alice(folder), "call", to, "--policy", "off", "--for", "1s")) {
                assertThat(plain.exit()).as(plain.toString()).isNotZero();
            }
            try (var files = Files.list(recordings)) {
                assertThat(files).isEmpty();
            }
            try (var good = RunningBrandy.run(folder.resolve("alice"), "call", to, "--for", "1s")) {
                assertThat(good.exit()).as(good.toString()).isZero();
            }
            assertThat(bob.exit()).isZero();
            try (var files = Files.list(recordings)) {
                assertThat(files).singleElement().satisfies(it -> assertThat(it).isNotEmptyFile());
            }
        }
    }
}
