package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.cli.People.BOB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.agent.store.Home;
import org.sipbrandy.stir.credential.Credential;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.trust.Comparison;
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

    private List<EventLine> json(String... arguments) throws Exception {
        return run(arguments).lines().map(EventLine::parse).toList();
    }

    @Test
    @DisplayName("AUTHZ-02 programs read the history of a peer: first and last seen, calls, how verified, former keys")
    void history() throws Exception {
        try (var database = Home.open(home).database()) {
            database.peers().seen(first.identity(), first.pin(), true, false, Instant.parse("2026-01-01T00:00:00Z"));
            database.peers().seen(first.identity(), first.pin(), true, false, Instant.parse("2026-02-01T00:00:00Z"));
        }
        var listed = json("trust", "list", "--json");
        assertThat(listed).singleElement().satisfies(peer -> {
            assertThat(peer.name()).isEqualTo("peer");
            assertThat(peer.text("peer")).isEqualTo(BOB);
            assertThat(peer.text("trust")).isEqualTo("known");
            assertThat(peer.text("key")).isEqualTo("sha256:" + first.pin().hex());
            assertThat(peer.text("safety_number")).isEqualTo(number(first));
            assertThat(peer.text("msec")).isEqualTo("true");
            assertThat(peer.text("first_seen")).isEqualTo("2026-01-01T00:00:00Z");
            assertThat(peer.text("last_seen")).isEqualTo("2026-02-01T00:00:00Z");
            assertThat(peer.number("calls")).isEqualTo(2);
            assertThat(peer.text("verified_how")).isEmpty();
        });
        var before = Instant.now();
        var verified = json(("trust verify --json " + BOB + " " + number(first)).split(" "))
                .getFirst();
        assertThat(verified.text("trust")).isEqualTo("verified");
        assertThat(verified.text("verified_how")).isEqualTo("number");
        assertThat(Instant.parse(verified.text("verified_at"))).isBetween(before, Instant.now());

        try (var database = Home.open(home).database()) {
            database.peers().refused(second.identity(), second.pin(), Instant.now());
        }
        assertThat(json("trust", "show", BOB, "--json"))
                .extracting(EventLine::name)
                .containsExactly("peer", "peer.refused-key");
        assertThat(json("trust", "accept", BOB, "--json").getFirst().text("safety_number"))
                .isEqualTo(number(second));
        var shown = json("trust", "show", BOB, "--json");
        assertThat(shown).extracting(EventLine::name).containsExactly("peer", "peer.former-key");
        assertThat(shown.getLast().text("safety_number")).isEqualTo(number(first));
        assertThat(shown.getLast().text("trust")).isEqualTo("verified");
        assertThat(shown.getLast().number("calls")).isEqualTo(2);
        assertThat(shown.getLast().text("replaced_at")).isNotEmpty();
        assertThat(json("trust", "forget", BOB, "--json").getFirst().name()).isEqualTo("peer.forgotten");
        assertThat(run("trust", "list", "--json")).isEmpty();
    }

    @Test
    @DisplayName("what is known goes to another machine as text, and never a key beside another one")
    void takenOver(@TempDir Path elsewhere) throws Exception {
        var number = CanonicalIdentity.of("tel:+12155551212");
        try (var database = Home.open(home).database()) {
            var at = Instant.parse("2026-01-01T00:00:00Z");
            database.peers().seen(number, second.pin(), false, false, at);
            database.peers()
                    .record(KnownPeer.firstSeen(first.identity(), first.pin(), true, at)
                            .asVerified(Comparison.How.NUMBER, at));
        }
        String text = run("trust", "export");
        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "tel:+12155551212 sha256:" + second.pin().hex()
                                + " 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 1",
                        BOB + " sha256:" + first.pin().hex()
                                + " 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 1 msec verified=2026-01-01T00:00:00Z");
        Path list = elsewhere.resolve("peers.txt");
        run("trust", "export", list.toString());
        assertThat(Files.readString(list)).isEqualTo(text + "\n");

        String there = elsewhere.resolve("home").toString();
        assertThat(run("trust", "import", list.toString(), "--home", there)).isEqualTo("2 taken over");
        var shown = json("trust", "show", BOB, "--json", "--home", there).getFirst();
        assertThat(shown.text("verified_how")).isEqualTo("imported");
        assertThat(shown.text("msec")).isEqualTo("true");

        Path forged = Files.writeString(
                elsewhere.resolve("forged.txt"),
                text.replace(first.pin().hex(), second.pin().hex()).replace("12155551212", "12155551213"));
        assertThat(fails(4, "trust", "import", forged.toString(), "--home", there))
                .contains("nothing is taken over", BOB, "another key");
        assertThat(json("trust", "list", "--json", "--home", there)).hasSize(2);

        for (String wrong : new String[] {
            "sip:bob@example.com",
            "sip:bob@example.com sha256:12 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 1",
            "nobody sha256:" + first.pin().hex() + " 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 1",
            "sip:a@b.example sha256:" + first.pin().hex() + " yesterday 2026-01-01T00:00:00Z 1",
            "sip:a@b.example sha256:" + first.pin().hex() + " 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z 1 trusted"
        }) {
            Path bad = Files.writeString(elsewhere.resolve("bad.txt"), "# a comment\n" + wrong + "\n");
            assertThat(fails(2, "trust", "import", bad.toString(), "--home", there))
                    .contains("line 2: ");
        }
        assertThat(fails(2, "trust", "import", elsewhere.resolve("none").toString()))
                .contains("none");
    }

    @Test
    @DisplayName("list, show, verify, accept, forget")
    void life() throws Exception {
        try (var database = Home.open(home).database()) {
            database.peers().record(KnownPeer.firstSeen(first.identity(), first.pin(), true, Instant.now()));
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
        try (var database = Home.open(home).database()) {
            database.peers().refused(second.identity(), second.pin(), Instant.now());
        }
        assertThat(run("trust", "show", BOB)).contains(number(first), number(second));
        assertThat(run("trust", "accept", BOB)).contains("compare");
        assertThat(run("trust", "show", BOB))
                .contains("safety number  " + number(second), "not compared", "calls          0")
                .contains("former key     " + number(first), "1 call", "verified");

        run("trust", "forget", BOB);
        assertThat(run("trust", "list")).isEmpty();
        for (String command : new String[] {"show", "forget", "accept"}) {
            assertThat(fails(2, "trust", command, BOB)).contains(BOB);
            assertThat(fails(2, "trust", command, "nonsense")).contains("'nonsense'");
        }
        assertThat(fails(2, "trust", "verify", "nonsense", number(first))).contains("'nonsense'");
    }
}
