package org.sipbrandy.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.trust.Comparison;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    Database open() {
        return Database.file(folder.resolve("brandy.db"));
    }

    @Override
    Access access() {
        return SqliteAccess.open(folder.resolve("brandy.db"));
    }

    private static void execute(Path file, String... statements) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    @DisplayName("a file of before there were versions is taken over with all it knows")
    void older() throws Exception {
        Path file = folder.resolve("old.db");
        execute(
                file,
                """
                CREATE TABLE peer (
                  kind TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL,
                  verified INTEGER NOT NULL, msec_seen INTEGER NOT NULL,
                  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
                  PRIMARY KEY (kind, name, pin))""",
                "INSERT INTO peer VALUES ('uri', 'sip:bob@example.com', '" + "ab".repeat(32) + "', 1, 1, 1000, 2000)",
                "INSERT INTO peer VALUES ('tn', '12155551212', '" + "cd".repeat(32) + "', 0, 0, 1000, 2000)");
        try (var database = Database.file(file)) {
            var bob = database.peers()
                    .find(CanonicalIdentity.of("sip:bob@example.com"))
                    .getFirst();
            assertThat(bob.comparison().orElseThrow().how()).isEqualTo(Comparison.How.NUMBER);
            assertThat(bob.msecSeen()).isTrue();
            assertThat(bob.firstSeen().toEpochMilli()).isEqualTo(1000);
            var number = database.peers()
                    .find(CanonicalIdentity.of("tel:+12155551212"))
                    .getFirst();
            assertThat(number.verified()).isFalse();
            assertThat(number.calls()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("the version that needs no Flyway is that of the last script")
    void version() throws Exception {
        var scripts = Path.of(Schema.class.getResource("schema").toURI());
        try (var files = Files.list(scripts)) {
            assertThat(files.map(it -> it.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"))
                            .mapToInt(Integer::parseInt)
                            .max())
                    .hasValue(Schema.VERSION);
        }
    }

    @Test
    @DisplayName("what is no database, or one of a newer program, is refused in one line")
    void refused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.db"), "This is no database, but some text. ".repeat(99));
        assertThatThrownBy(() -> Database.file(text))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining(text.toString())
                .hasMessageNotContaining("\n");
        Path newer = folder.resolve("newer.db");
        Database.file(newer).close();
        execute(
                newer,
                "INSERT INTO flyway_schema_history SELECT installed_rank + 1, '9', description, type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                        + " ORDER BY installed_rank DESC LIMIT 1");
        assertThatThrownBy(() -> Database.file(newer))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining("newer version");
    }

    @Test
    @DisplayName("several programs that make the file at once all have it")
    void madeAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            Path file = folder.resolve("fresh" + round + ".db");
            var tasks = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 4; i++) {
                tasks.add(() -> {
                    try (var database = Database.file(file)) {
                        return database.peers().list().isEmpty();
                    }
                });
            }
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (var one : threads.invokeAll(tasks)) {
                    assertThat(one.get()).isTrue();
                }
            }
        }
    }
}
