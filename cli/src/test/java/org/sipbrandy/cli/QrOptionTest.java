package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.cli.qr.Scanner;
import org.sipbrandy.stir.trust.KnownPeer;

/** {@code --qr} of {@code identity show} and {@code trust show}. */
class QrOptionTest {
    @TempDir
    Path folder;

    private static List<String> run(Path home, String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(home, arguments)) {
            assertThat(brandy.exit()).as(brandy.toString()).isZero();
            return brandy.out();
        }
    }

    private static String scanned(List<String> said) {
        int number = (int) said.stream()
                .takeWhile(line -> !line.startsWith("safety number"))
                .count();
        return Scanner.read(said.subList(number + 1, said.size()));
    }

    @Test
    @DisplayName("AUTHZ-05 Bob shows his code, Alice scans it and verifies with what it says; hers of him is the same")
    void both() throws Exception {
        var bob = People.bob(folder);
        var alice = folder.resolve("alice");
        var key = Home.open(bob).identities().get(People.BOB).orElseThrow().credential();
        try (var database = Home.open(alice).database()) {
            database.peers().record(KnownPeer.firstSeen(key.identity(), key.pin(), true, Instant.now()));
        }
        String shown = scanned(run(bob, "identity", "show", People.BOB, "--qr"));
        assertThat(run(alice, ("trust verify " + shown).split(" "))).containsExactly(People.BOB + " is verified");
        assertThat(scanned(run(alice, "trust", "show", People.BOB, "--qr"))).isEqualTo(shown);
    }
}
