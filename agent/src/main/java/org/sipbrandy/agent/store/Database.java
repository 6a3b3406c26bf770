package org.sipbrandy.agent.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sipbrandy.stir.trust.SeenTokens;

/**
 * What agents remember between calls and share among each other: known peers, their history, and accepted tokens. In a file
 * of SQLite, or in a PostgreSQL for many machines. May be used by several threads and processes.
 */
public final class Database implements AutoCloseable {
    private final Access access;
    private final PeerDatabase peers;
    private final TokenDatabase tokens;

    private Database(Access access) {
        this.access = access;
        this.peers = new PeerDatabase(access);
        this.tokens = new TokenDatabase(access);
    }

    /**
     * Opens a file, and makes it if it is not there.
     *
     * @throws HomeException with one line, if it cannot be used
     */
    public static Database file(Path file) {
        return prepared(SqliteAccess.open(file));
    }

    /**
     * Connects, and makes the tables if they are not there; waits some seconds at most.
     *
     * @throws DatabaseException with one line, if it cannot be reached or used
     */
    public static Database at(DatabaseUrl url) {
        return prepared(PostgresAccess.open(url));
    }

    private static Database prepared(Access access) {
        try {
            Schema.prepare(access);
            return new Database(access);
        } catch (RuntimeException e) {
            access.close();
            throw e;
        }
    }

    /** The peers known from earlier calls. */
    public PeerDatabase peers() {
        return peers;
    }

    /** The tokens that were accepted. */
    public SeenTokens tokens() {
        return tokens;
    }

    /** The first line of the innermost cause, which says what is wrong. */
    static String cause(Throwable why) {
        Throwable cause = why;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }

    @Override
    public void close() {
        access.close();
    }
}
