package org.sipbrandy.agent.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A file of SQLite: one connection, one thread at a time; other processes may have it open, too. */
final class SqliteAccess implements Access {
    private static final int BUSY_MILLIS = 10_000;

    private final Path file;
    private final DataSource source;
    private final Connection connection;
    private final Jdbi jdbi;

    private SqliteAccess(Path file, DataSource source, Connection connection) {
        this.file = file;
        this.source = source;
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    /** Opens a file, and makes it if it is not there. */
    static SqliteAccess open(Path file) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // Safe with a write-ahead log but for the last moments before a loss of power.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        // Who will write waits for its turn at the beginning, not in the middle, where it would be refused.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try {
            return new SqliteAccess(file, source, source.getConnection());
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    @Override
    public synchronized <T extends @Nullable Object> T with(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized <T extends @Nullable Object> T within(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work); // SQLite's are serializable
        } catch (JdbiException e) {
            throw failed(e);
        }
    }

    @Override
    public DataSource source() {
        return source;
    }

    @Override
    public boolean mayBeOlder() {
        return true;
    }

    @Override
    public HomeException failed(Exception why) {
        return failed(file, why);
    }

    private static HomeException failed(Path file, Exception why) {
        return new HomeException("cannot use the database " + file + ": " + Database.cause(why), why);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
