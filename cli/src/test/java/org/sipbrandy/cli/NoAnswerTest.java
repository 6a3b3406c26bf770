package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that nobody takes. */
class NoAnswerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @DisplayName("a final answer that is no yes: exit code 3, with the status")
    @CsvSource({"404", "408", "480", "486", "603"})
    void declined(int status) throws Exception {
        try (var peer = new FakePeer(100, status);
                var alice = RunningBrandy.start(People.alice(folder), "call", peer.uri(), "--json")) {
            assertThat(alice.exit()).as(alice.toString()).isEqualTo(3);
            EventContract.holds(alice.events());
            var ended = alice.events("call.ended").getFirst();
            assertThat(ended.number("status")).isEqualTo(status);
            assertThat(ended.text("by")).isEqualTo("remote");
            assertThat(alice.events("error").getFirst().number("code")).isEqualTo(3);
            assertThat(alice.events("error").getFirst().text("message")).contains(String.valueOf(status));
            assertThat(alice.err()).isEmpty();
        }
    }

    @Test
    @DisplayName("nobody listens there: exit code 3 at once, and the line says where")
    void nobodyThere() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var recording = folder.resolve("heard.wav");
        try (var alice = RunningBrandy.start(
                People.alice(folder), "call", "sips:bob@127.0.0.1:" + port, "--record", recording.toString())) {
            alice.awaitLine(line -> line.contains("calling"));
            long start = System.nanoTime();
            assertThat(alice.exit()).as(alice.toString()).isEqualTo(3);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(String.join("\n", alice.out())).contains("127.0.0.1:" + port);
            assertThat(alice.err()).isEmpty();
            assertThat(Files.exists(recording)).isTrue();
        }
    }

    @Test
    @DisplayName("a name that does not resolve: exit code 3")
    void noSuchName() throws Exception {
        try (var alice = RunningBrandy.start(People.alice(folder), "call", "sip:bob@nowhere.invalid", "--json")) {
            assertThat(alice.exit()).as(alice.toString()).isEqualTo(3);
            assertThat(alice.events("error").getFirst().text("message")).isNotBlank();
        }
    }

    @Test
    @DisplayName("a peer that takes the connection and says nothing: 408 after 32 s, exit code 3")
    void silent() throws Exception {
        try (var peer = new FakePeer();
                var alice = RunningBrandy.start(People.alice(folder), "call", peer.uri(), "--json")) {
            assertThat(alice.exit(Duration.ofSeconds(90))).as(alice.toString()).isEqualTo(3);
            assertThat(alice.events("call.ended").getFirst().number("status")).isEqualTo(408);
        }
    }
}
