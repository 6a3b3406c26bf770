package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.cli.People.ALICE;
import static org.sipbrandy.cli.People.BOB;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --db}: what is known of peers in a PostgreSQL that several homes share. */
class DatabaseOptionTest {
    private static final String SECRET = "s3cret-word";

    @TempDir
    Path folder;

    private static String call(Path home, RunningBrandy answering, String database) throws Exception {
        try (var call = RunningBrandy.run(
                home, "call", "sips:bob@127.0.0.1:" + answering.port(), "--json", "--for", "200ms", "--db", database)) {
            assertThat(call.exit()).as(call + "\n" + answering).isZero();
            return call.security().text("trust");
        }
    }

    @Test
    @DisplayName("AUTHZ-02 what one caller learns of a key, another one with the same database knows")
    void shared() throws Exception {
        Path alice = People.alice(folder);
        Path carol = People.home(folder, "carol", "sip:carol@example.com");
        Path bob = People.bob(folder);
        try (var server =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            String database = "jdbc:postgresql://postgres:" + SECRET + "@127.0.0.1:" + server.getPort() + "/postgres";
            try (var answering =
                    RunningBrandy.start(bob, "answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "2", "--json")) {
                assertThat(call(alice, answering, database)).isEqualTo("first-use");
                assertThat(call(carol, answering, database)).isEqualTo("known");
            }
            try (var list = RunningBrandy.run(carol, "trust", "list", "--json", "--db", database)) {
                var peer = list.events("peer").getFirst();
                assertThat(peer.text("peer")).isEqualTo(BOB);
                assertThat(peer.number("calls")).isEqualTo(2);
            }
            assertThat(alice.resolve("brandy.db")).doesNotExist();
        }
    }

    private String fails(int code, String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(folder.resolve("home"), arguments)) {
            String line = brandy.failedWith(code);
            assertThat(String.join("\n", brandy.out()) + line).doesNotContain(SECRET);
            return line;
        }
    }

    @Test
    @DisplayName("a database that is down is one line and 69, a URL that is none is 2; neither shows the password")
    void down() throws Exception {
        People.home(folder, "home", ALICE);
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            closed = socket.getLocalPort();
        }
        String place = "127.0.0.1:" + closed + "/calls";
        String database = "jdbc:postgresql://me:" + SECRET + "@" + place;
        assertThat(fails(69, "call", "sips:bob@127.0.0.1:5061", "--db", database))
                .contains("jdbc:postgresql://" + place, "refused");
        assertThat(fails(69, "trust", "list", "--db", database)).contains(place);
        assertThat(fails(2, "trust", "list", "--db", "postgresql://me:" + SECRET + "@host/calls"))
                .contains("--db", "jdbc:postgresql://");
        try (var loud =
                RunningBrandy.run(folder.resolve("home"), "trust", "list", "--log-level", "debug", "--db", database)) {
            assertThat(loud.exit()).isEqualTo(69);
            assertThat(String.join("\n", loud.out()) + String.join("\n", loud.err()))
                    .contains("refused")
                    .doesNotContain(SECRET);
        }
    }
}
