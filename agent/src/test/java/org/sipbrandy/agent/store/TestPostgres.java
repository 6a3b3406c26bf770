package org.sipbrandy.agent.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL on a loopback port of its own; one for all tests of the process, a database for each. */
final class TestPostgres {
    static final String PASSWORD = "s3cret-word";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    /** Started when it is first needed, stopped with the process. */
    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                // As root it starts in a user namespace of its own, since PostgreSQL refuses root.
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A new, empty database. */
    static DatabaseUrl database() {
        return DatabaseUrl.parse(url());
    }

    /** The same, as a user writes it. */
    static String url() {
        String name = "brandy" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return "jdbc:postgresql://postgres:" + PASSWORD + "@127.0.0.1:" + Server.RUNNING.getPort() + "/" + name;
    }

    /** As its administrator. */
    static void execute(String sql) {
        try (var connection = DriverManager.getConnection(Server.RUNNING.getJdbcUrl("postgres", "postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
