package org.sipbrandy.agent.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that many agents share: a few connections, which are made again after it was away. */
final class PostgresAccess implements Access {
    private static final int CONNECTIONS = 8;
    private static final int RETRIES = 50;
    private static final long WAIT_MILLIS = 10_000;

    /** Of the driver, in seconds, unless the URL says otherwise: nothing waits for ever. */
    private static final Map<String, String> LIMITS = Map.of("connectTimeout", "5", "socketTimeout", "10");

    private final DatabaseUrl url;
    private final HikariDataSource source;
    private final Jdbi jdbi;

    private PostgresAccess(DatabaseUrl url, HikariDataSource source) {
        this.url = url;
        this.source = source;
        this.jdbi = Jdbi.create(source);
        jdbi.setTransactionHandler(new SerializableTransactionRunner());
        jdbi.configure(SerializableTransactionRunner.Configuration.class, it -> it.setMaxRetries(RETRIES));
    }

    /** Connects. */
    static PostgresAccess open(DatabaseUrl url) {
        var config = new HikariConfig();
        config.setDataSource(driver(url));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(1); // one try
        try {
            return new PostgresAccess(url, new HikariDataSource(config));
        } catch (RuntimeException e) {
            throw failed(url, e);
        }
    }

    /** The driver has the secrets itself: the pool, which writes its settings into the log, never sees them. */
    private static DataSource driver(DatabaseUrl url) {
        var driver = new PGSimpleDataSource();
        try {
            driver.setUrl(url.address());
            for (String name : url.secrets().stringPropertyNames()) {
                driver.setProperty(name, url.secrets().getProperty(name));
            }
            for (var limit : LIMITS.entrySet()) {
                if (!url.sets(limit.getKey())) {
                    driver.setProperty(limit.getKey(), limit.getValue());
                }
            }
        } catch (SQLException | IllegalArgumentException e) {
            throw failed(url, e);
        }
        return driver;
    }

    @Override
    public <T extends @Nullable Object> T with(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw failed(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T within(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.SERIALIZABLE, work);
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
        return false; // a schema with tables of others is not taken over
    }

    @Override
    public DatabaseException failed(Exception why) {
        return failed(url, why);
    }

    private static DatabaseException failed(DatabaseUrl url, Exception why) {
        return new DatabaseException("cannot use the database " + url + ": " + Database.cause(why), why);
    }

    @Override
    public void close() {
        source.close();
    }
}
