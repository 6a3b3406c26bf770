package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.cli.People.ALICE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code brandy identity} from outside. */
class IdentityCommandTest {
    @TempDir
    Path folder;

    private static String run(Path home, String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(home, arguments)) {
            assertThat(brandy.exit()).as(brandy.toString()).isZero();
            assertThat(brandy.err()).isEmpty();
            return String.join("\n", brandy.out());
        }
    }

    private static String fails(Path home, String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(home, arguments)) {
            return brandy.failedWith(2);
        }
    }

    @Test
    @DisplayName("new, list, show, export, import, delete")
    void life() throws Exception {
        var home = folder.resolve("home");
        String made = run(home, "identity", "new", ALICE, "--days", "2");
        String number = People.safetyNumber(home, ALICE);
        assertThat(made).contains(ALICE, "safety number", number, "self-signed");
        assertThat(run(home, "identity", "list")).isEqualTo(ALICE);
        assertThat(run(home, "identity", "show", ALICE)).isEqualTo(made);
        try (var files = Files.walk(home)) {
            var key = files.filter(it -> it.endsWith("key.pem")).findFirst().orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");

            var certificate = folder.resolve("alice.pem");
            assertThat(run(home, "identity", "export", ALICE, "--cert", certificate.toString()))
                    .isEmpty();
            assertThat(Files.readString(certificate)).startsWith("-----BEGIN CERTIFICATE-----");
            var other = folder.resolve("other");
            assertThat(run(
                            other,
                            "identity",
                            "import",
                            ALICE,
                            "--cert",
                            certificate.toString(),
                            "--key",
                            key.toString()))
                    .contains(number);
            // Somebody's second key would be lost without a word.
            assertThat(fails(
                            other,
                            "identity",
                            "import",
                            ALICE,
                            "--cert",
                            certificate.toString(),
                            "--key",
                            key.toString()))
                    .contains(ALICE, "already");
            assertThat(fails(
                            folder.resolve("third"),
                            "identity",
                            "import",
                            "sip:bob@example.com",
                            "--cert",
                            certificate.toString(),
                            "--key",
                            key.toString()))
                    .contains("sip:bob@example.com");
        }
        assertThat(fails(home, "identity", "new", ALICE)).contains(ALICE, "already");
        run(home, "identity", "delete", ALICE);
        assertThat(run(home, "identity", "list")).isEmpty();
        assertThat(fails(home, "identity", "show", ALICE)).contains(ALICE);
        assertThat(fails(home, "identity", "delete", ALICE)).contains(ALICE);
    }

    @Test
    @DisplayName("wrong input is one line and exit code 2")
    void wrong() throws Exception {
        var home = folder.resolve("home");
        assertThat(fails(home, "identity", "new", "alice")).contains("'alice'");
        assertThat(fails(home, "identity", "new", "sip:")).contains("'sip:'");
        assertThat(fails(home, "identity", "new", "sip:a@b c")).contains("'sip:a@b c'");
        assertThat(fails(home, "identity", "new", ALICE, "--days", "0")).contains("--days");
        assertThat(fails(home, "identity", "new", ALICE, "--days", "soon")).contains("--days");
        assertThat(fails(home, "identity", "export", ALICE, "--cert", "x.pem")).contains(ALICE);
        assertThat(fails(home, "identity", "import", ALICE, "--cert", "missing.pem", "--key", "missing.pem"))
                .contains("missing.pem");
        assertThat(fails(home, "identity", "show", "nonsense")).contains("'nonsense'");
        assertThat(fails(home, "identity", "delete", "nonsense")).contains("'nonsense'");
        var empty = Files.createFile(folder.resolve("empty.pem")).toString();
        assertThat(fails(home, "identity", "import", ALICE, "--cert", empty, "--key", empty))
                .isNotEmpty();
        run(home, "identity", "new", ALICE);
        assertThat(fails(
                        home,
                        "identity",
                        "export",
                        ALICE,
                        "--cert",
                        folder.resolve("no/where.pem").toString()))
                .contains("where.pem");
    }
}
