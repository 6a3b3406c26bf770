package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.cli.People.ALICE;
import static org.sipbrandy.cli.People.BOB;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A known peer shows another key. */
class ChangedKeyTest {
    @TempDir
    Path folder;

    private static RunningBrandy answer(Path home, String... more) throws Exception {
        var arguments = new java.util.ArrayList<>(
                java.util.List.of("answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "1"));
        arguments.addAll(java.util.List.of(more));
        return RunningBrandy.start(home, arguments.toArray(String[]::new));
    }

    private static RunningBrandy call(Path home, RunningBrandy bob, String... more) throws Exception {
        var arguments = new java.util.ArrayList<>(
                java.util.List.of("call", "sips:bob@127.0.0.1:" + bob.port(), "--for", "300ms"));
        arguments.addAll(java.util.List.of(more));
        return RunningBrandy.start(home, arguments.toArray(String[]::new));
    }

    @Test
    @DisplayName("the callee's changed key is refused with exit code 4 until it is accepted")
    void ofTheCallee() throws Exception {
        var bobHome = People.bob(folder);
        var aliceHome = People.alice(folder);
        try (var bob = answer(bobHome);
                var alice = call(aliceHome, bob)) {
            assertThat(alice.exit()).isZero();
        }
        People.changeKey(bobHome, BOB);
        try (var bob = answer(bobHome, "--json");
                var alice = call(aliceHome, bob)) {
            assertThat(alice.exit()).as(alice.toString()).isEqualTo(4);
            String said = String.join("\n", alice.out());
            assertThat(said)
                    .contains(
                            "key-changed", "CHANGED", People.safetyNumber(bobHome, BOB), "brandy trust accept " + BOB);
            assertThat(bob.exit()).as(bob.toString()).isZero();
            assertThat(bob.security().text("level")).isEqualTo("refused");
            assertThat(bob.events("call.media"))
                    .allSatisfy(it -> assertThat(it.number("received_packets")).isZero());
        }
        assertThat(RunningBrandy.run(aliceHome, "trust", "accept", BOB).exit()).isZero();
        try (var bob = answer(bobHome);
                var alice = call(aliceHome, bob, "--json")) {
            assertThat(alice.exit()).as(alice.toString()).isZero();
            // Taken, but not compared.
            assertThat(alice.security().text("trust")).isEqualTo("known");
        }
    }

    @Test
    @DisplayName("the caller's changed key is refused, and both sides say so; accepted, the call passes")
    void ofTheCaller() throws Exception {
        var bobHome = People.bob(folder);
        var aliceHome = People.alice(folder);
        try (var bob = answer(bobHome);
                var alice = call(aliceHome, bob)) {
            assertThat(alice.exit()).isZero();
        }
        People.changeKey(aliceHome, ALICE);
        try (var bob = answer(bobHome);
                var alice = call(aliceHome, bob, "--json")) {
            assertThat(alice.exit()).as(alice.toString()).isEqualTo(4);
            assertThat(alice.security().text("level")).isEqualTo("refused");
            assertThat(alice.events("error").getFirst().number("code")).isEqualTo(4);
            assertThat(bob.exit()).isZero();
            assertThat(String.join("\n", bob.out()))
                    .contains("CHANGED", People.safetyNumber(aliceHome, ALICE), "brandy trust accept " + ALICE);
        }
        assertThat(RunningBrandy.run(bobHome, "trust", "accept", ALICE).exit()).isZero();
        try (var bob = answer(bobHome, "--json");
                var alice = call(aliceHome, bob)) {
            assertThat(alice.exit()).as(alice.toString()).isZero();
            assertThat(bob.exit()).isZero();
            assertThat(bob.security().text("trust")).isEqualTo("known");
        }
    }
}
