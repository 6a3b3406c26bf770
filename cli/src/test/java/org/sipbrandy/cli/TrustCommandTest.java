package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.cli.People.BOB;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.SafetyNumber;

/** {@code brandy trust} from outside. */
class TrustCommandTest {
    @TempDir
    Path home;

    private final Credential first = credential();
    private final Credential second = credential();

    private static Credential credential() {
        return Credential.selfSigned(BOB, new SecureRandom(), Instant.now(), Duration.ofDays(1));
    }

    private static String number(Credential credential) {
        return SafetyNumber.of(credential.identity(), credential.pin()).toString();
    }

    private String run(String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(home, arguments)) {
            assertThat(brandy.exit()).as(brandy.toString()).isZero();
            assertThat(brandy.err()).isEmpty();
            return String.join("\n", brandy.out());
        }
    }

    private String fails(int code, String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(home, arguments)) {
            return brandy.failedWith(code);
        }
    }

    @Test
    @DisplayName("list, show, verify, accept, forget")
    void life() throws Exception {
        try (var peers = Home.open(home).peers()) {
            peers.record(KnownPeer.firstSeen(first.identity(), first.pin(), true, Instant.now()));
        }
        assertThat(run("trust", "list")).contains(BOB, "known").doesNotContain("verified");
        assertThat(run("trust", "show", BOB)).contains(BOB, number(first), "not compared");
        assertThat(fails(4, "trust", "verify", BOB, number(second))).contains("NOT", BOB);
        assertThat(fails(2, "trust", "verify", BOB, "12345")).contains("sixty digits");
        // As it is shown, in groups: each is an argument of its own.
        assertThat(run(("trust verify " + BOB + " " + number(first)).split(" ")))
                .contains("verified");
        assertThat(run("trust", "list")).contains("verified");

        assertThat(fails(2, "trust", "accept", BOB)).contains("no changed key");
        try (var peers = Home.open(home).peers()) {
            peers.refused(second.identity(), second.pin(), Instant.now());
        }
        assertThat(run("trust", "show", BOB)).contains(number(first), number(second));
        assertThat(run("trust", "accept", BOB)).contains("compare");
        assertThat(run("trust", "show", BOB))
                .contains(number(second), "not compared")
                .doesNotContain(number(first));

        run("trust", "forget", BOB);
        assertThat(run("trust", "list")).isEmpty();
        for (String command : new String[] {"show", "forget", "accept"}) {
            assertThat(fails(2, "trust", command, BOB)).contains(BOB);
            assertThat(fails(2, "trust", command, "nonsense")).contains("'nonsense'");
        }
        assertThat(fails(2, "trust", "verify", "nonsense", number(first))).contains("'nonsense'");
    }
}
