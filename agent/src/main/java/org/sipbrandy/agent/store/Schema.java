package org.sipbrandy.agent.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables, by Flyway. It takes some tenths of a second to begin with, so it is asked only where the version in the
 * database is not the one that this program was made for.
 */
final class Schema {
    /** The version of the last script in {@code schema/}. */
    static final int VERSION = 2;

    private static final String PLACE = "classpath:org/sipbrandy/agent/store/schema";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(50);

    private Schema() {}

    /** Brings the tables up to date. */
    static void prepare(Access access) {
        var found = version(access);
        if (found.isEmpty() || found.get() < VERSION) {
            migrate(access);
            found = version(access);
        }
        if (found.isEmpty() || found.get() != VERSION) {
            throw access.failed(new IllegalStateException("its tables are of a newer version of this program ("
                    + found.orElse(0) + ", not " + VERSION + ")"));
        }
    }

    /** The version of what is there, if it has one. */
    private static Optional<Integer> version(Access access) {
        return access.with(handle -> version(handle.getConnection()));
    }

    private static Optional<Integer> version(Connection connection) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT version, success FROM flyway_schema_history ORDER BY installed_rank DESC")) {
            return rows.next() && rows.getBoolean("success")
                    ? Optional.of(Integer.parseInt(rows.getString("version")))
                    : Optional.empty();
        } catch (SQLException | NumberFormatException _) {
            return Optional.empty(); // no such table, which Flyway knows better
        }
    }

    private static void migrate(Access access) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(access.source())
                    .locations(PLACE)
                    .baselineOnMigrate(access.mayBeOlder())
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            awaitOther(access, e);
        }
    }

    /** SQLite has no lock for this: of two that begin at once, one fails, and waits for what the other one does. */
    private static void awaitOther(Access access, FlywayException why) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (access.mayBeOlder() && System.nanoTime() < end) {
            if (version(access).equals(Optional.of(VERSION))) {
                return;
            }
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw access.failed(why);
    }
}
