package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are cut off: the one who can still tell does, the other notices. */
class EndingTest {
    private static final Duration CONSENT_AND_SOME = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    private static RunningBrandy answer(Path home, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "1", "--json"));
        arguments.addAll(List.of(more));
        return RunningBrandy.start(home, arguments.toArray(String[]::new));
    }

    private static RunningBrandy call(Path home, int port) throws Exception {
        return RunningBrandy.start(home, "call", "sips:bob@127.0.0.1:" + port, "--json");
    }

    private static void free(int port) throws Exception {
        try (var again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(new java.net.InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            assertThat(again.isBound()).isTrue();
        }
    }

    private static void interrupted(RunningBrandy side) throws Exception {
        assertThat(side.exit(Duration.ofSeconds(20))).as(side.toString()).isEqualTo(130);
        assertThat(String.join("\n", side.err())).doesNotContain("Exception");
        side.events();
    }

    @ParameterizedTest
    @DisplayName("the caller interrupted in mid-call: 130, the callee is told")
    @ValueSource(strings = {"INT", "TERM"})
    void callerInMidCall(String signal) throws Exception {
        try (var bob = answer(People.bob(folder));
                var alice = call(People.alice(folder), bob.port())) {
            bob.await("call.established");
            alice.await("call.established");
            alice.signal(signal);
            interrupted(alice);
            assertThat(bob.exit()).as(bob.toString()).isZero();
            assertThat(bob.events("call.ended").getFirst().text("by")).isEqualTo("remote");
            assertThat(alice.events("call.ended").getFirst().text("by")).isEqualTo("local");
            free(bob.port());
        }
    }

    @ParameterizedTest
    @DisplayName("the callee interrupted in mid-call: 130, the caller is told and ends well")
    @ValueSource(strings = {"INT", "TERM"})
    void calleeInMidCall(String signal) throws Exception {
        try (var bob = answer(People.bob(folder));
                var alice = call(People.alice(folder), bob.port())) {
            bob.await("call.established");
            alice.await("call.established");
            bob.signal(signal);
            interrupted(bob);
            assertThat(alice.exit()).as(alice.toString()).isZero();
            assertThat(alice.events("call.ended").getFirst().text("by")).isEqualTo("remote");
            free(bob.port());
        }
    }

    @ParameterizedTest
    @DisplayName("the caller interrupted while it rings: 130, the call is cancelled")
    @ValueSource(strings = "INT")
    void callerWhileRinging(String signal) throws Exception {
        try (var bob = answer(People.bob(folder), "--accept-after", "10m");
                var alice = call(People.alice(folder), bob.port())) {
            alice.await("call.ringing");
            alice.signal(signal);
            interrupted(alice);
            assertThat(bob.exit()).as(bob.toString()).isZero();
            assertThat(bob.events("call.established")).isEmpty();
            assertThat(bob.events("call.ended").getFirst().text("by")).isEqualTo("remote");
        }
    }

    @ParameterizedTest
    @DisplayName("the callee interrupted while it rings: 130, the caller's call ends with exit code 3")
    @ValueSource(strings = "TERM")
    void calleeWhileRinging(String signal) throws Exception {
        try (var bob = answer(People.bob(folder), "--accept-after", "10m");
                var alice = call(People.alice(folder), bob.port())) {
            alice.await("call.ringing");
            bob.signal(signal);
            interrupted(bob);
            assertThat(alice.exit()).as(alice.toString()).isEqualTo(3);
            assertThat(alice.events("error").getFirst().number("code")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @DisplayName("the caller interrupted while nobody has answered yet: 130 within seconds")
    @ValueSource(strings = "INT")
    void callerWhileConnecting(String signal) throws Exception {
        try (var peer = new FakePeer();
                var alice = RunningBrandy.start(People.alice(folder), "call", peer.uri(), "--json")) {
            peer.awaitInvite();
            alice.await("call.outgoing");
            alice.signal(signal);
            interrupted(alice);
        }
    }

    @ParameterizedTest
    @DisplayName("the callee interrupted while it waits: 130")
    @ValueSource(strings = "TERM")
    void calleeWhileWaiting(String signal) throws Exception {
        try (var bob = answer(People.bob(folder))) {
            int port = bob.port();
            bob.signal(signal);
            interrupted(bob);
            free(port);
        }
    }

    @Test
    @DisplayName("the callee killed in mid-call: the caller ends with consent-expired and exit code 5")
    void calleeKilled() throws Exception {
        try (var bob = answer(People.bob(folder));
                var alice = call(People.alice(folder), bob.port())) {
            bob.await("call.established");
            alice.await("call.established");
            bob.signal("KILL");
            assertThat(alice.exit(CONSENT_AND_SOME)).as(alice.toString()).isEqualTo(5);
            assertThat(alice.security().texts("reasons")).contains("consent-expired");
            assertThat(alice.events("call.ended").getFirst().text("by")).isEqualTo("network");
            assertThat(alice.events("error").getFirst().text("message")).contains("consent-expired");
        }
    }

    @Test
    @DisplayName("the caller killed in mid-call: the callee notices and takes the next call")
    void callerKilled() throws Exception {
        try (var bob = answer(People.bob(folder));
                var alice = call(People.alice(folder), bob.port())) {
            bob.await("call.established");
            alice.await("call.established");
            alice.signal("KILL");
            assertThat(bob.exit(CONSENT_AND_SOME)).as(bob.toString()).isZero();
            assertThat(bob.security().texts("reasons")).contains("consent-expired");
            assertThat(bob.events("call.ended").getFirst().text("by")).isEqualTo("network");
        }
    }

    @Test
    @DisplayName("a disk that is full costs the recording, not the call")
    void fullDisk() throws Exception {
        try (var bob = answer(People.bob(folder), "--record", "/dev/full");
                var alice = RunningBrandy.start(
                        People.alice(folder),
                        "call",
                        "sips:bob@127.0.0.1:" + bob.port(),
                        "--json",
                        "--record",
                        "/dev/full",
                        "--for",
                        "2s")) {
            assertThat(alice.exit()).as(alice.toString()).isZero();
            assertThat(bob.exit()).as(bob.toString()).isZero();
            for (RunningBrandy side : List.of(alice, bob)) {
                assertThat(side.security().text("level")).isEqualTo("confidential");
                assertThat(side.err()).as(side.toString()).hasSize(1);
                assertThat(side.err().getFirst())
                        .startsWith("brandy: recording to /dev/full")
                        .contains("No space left");
            }
        }
    }

    @Test
    @DisplayName("stdout closed, as by head -1: the call goes on to its end")
    void closedOutput() throws Exception {
        try (var bob = answer(People.bob(folder));
                var alice = RunningBrandy.start(
                        People.alice(folder), "call", "sips:bob@127.0.0.1:" + bob.port(), "--json", "--for", "1s")) {
            alice.await("call.outgoing");
            alice.closeOutput();
            assertThat(alice.exit()).as(alice.toString()).isZero();
            assertThat(alice.err()).isEmpty();
            assertThat(bob.exit()).isZero();
        }
    }
}
