package org.sipbrandy.agent.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.CanonicalUri;
import org.sipbrandy.stir.identity.TelephoneNumber;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.KnownPeers;

/** The peers known from earlier calls, in SQLite. May be used by several threads and processes. */
public final class PeerDatabase implements KnownPeers, AutoCloseable {
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS peer (
              kind TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL,
              verified INTEGER NOT NULL, msec_seen INTEGER NOT NULL,
              first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
              PRIMARY KEY (kind, name, pin))""";
    private static final String PENDING = """
            CREATE TABLE IF NOT EXISTS refused_key (
              kind TEXT NOT NULL, name TEXT NOT NULL, pin TEXT NOT NULL, seen INTEGER NOT NULL,
              PRIMARY KEY (kind, name, pin))""";

    private final Path file;
    private final Connection connection;

    private PeerDatabase(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens a database, and makes it if it is not there. */
    public static PeerDatabase open(Path file) {
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 3000");
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute(SCHEMA);
                statement.execute(PENDING);
            }
            return new PeerDatabase(file, connection);
        } catch (SQLException e) {
            throw new HomeException("cannot use the database " + file + ": " + e.getMessage(), e);
        }
    }

    /** All peers, by name. */
    public List<KnownPeer> list() {
        return query("SELECT * FROM peer ORDER BY name, first_seen");
    }

    @Override
    public List<KnownPeer> find(CanonicalIdentity identity) {
        return query("SELECT * FROM peer WHERE kind = ? AND name = ?", identity.type(), identity.value());
    }

    @Override
    public List<KnownPeer> findByKey(KeyPin pin) {
        return query("SELECT * FROM peer WHERE pin = ?", pin.hex());
    }

    @Override
    public void record(KnownPeer peer) {
        update(
                """
                INSERT INTO peer (kind, name, pin, verified, msec_seen, first_seen, last_seen)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (kind, name, pin) DO UPDATE SET
                  verified = excluded.verified, msec_seen = excluded.msec_seen, last_seen = excluded.last_seen""",
                peer.identity().type(),
                peer.identity().value(),
                peer.pin().hex(),
                peer.verified() ? 1 : 0,
                peer.msecSeen() ? 1 : 0,
                peer.firstSeen().toEpochMilli(),
                peer.lastSeen().toEpochMilli());
    }

    @Override
    public boolean forget(CanonicalIdentity identity) {
        update("DELETE FROM refused_key WHERE kind = ? AND name = ?", identity.type(), identity.value());
        return update("DELETE FROM peer WHERE kind = ? AND name = ?", identity.type(), identity.value()) > 0;
    }

    /** A key that was refused because it is not the one of earlier calls: the user may accept it. */
    public void refused(CanonicalIdentity identity, KeyPin pin, Instant now) {
        update(
                "INSERT INTO refused_key VALUES (?, ?, ?, ?) ON CONFLICT (kind, name, pin) DO UPDATE SET seen = excluded.seen",
                identity.type(),
                identity.value(),
                pin.hex(),
                now.toEpochMilli());
    }

    /** The keys refused of an identity, latest first. */
    public synchronized List<KeyPin> refused(CanonicalIdentity identity) {
        try (var statement = prepare(
                        "SELECT pin FROM refused_key WHERE kind = ? AND name = ? ORDER BY seen DESC",
                        identity.type(),
                        identity.value());
                ResultSet rows = statement.executeQuery()) {
            var pins = new ArrayList<KeyPin>();
            while (rows.next()) {
                pins.add(new KeyPin(rows.getString(1)));
            }
            return pins;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Takes the key refused last in place of those known. */
    public boolean accept(CanonicalIdentity identity, Instant now) {
        var pins = refused(identity);
        if (pins.isEmpty()) {
            return false;
        }
        forget(identity);
        record(KnownPeer.firstSeen(identity, pins.getFirst(), true, now));
        return true;
    }

    private synchronized List<KnownPeer> query(String sql, Object... values) {
        try (var statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            var peers = new ArrayList<KnownPeer>();
            while (rows.next()) {
                String name = rows.getString("name");
                CanonicalIdentity identity =
                        rows.getString("kind").equals("tn") ? new TelephoneNumber(name) : new CanonicalUri(name);
                peers.add(new KnownPeer(
                        identity,
                        new KeyPin(rows.getString("pin")),
                        rows.getInt("verified") != 0,
                        rows.getInt("msec_seen") != 0,
                        Instant.ofEpochMilli(rows.getLong("first_seen")),
                        Instant.ofEpochMilli(rows.getLong("last_seen"))));
            }
            return peers;
        } catch (SQLException | IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private synchronized int update(String sql, Object... values) {
        try (var statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private HomeException failed(Exception e) {
        return new HomeException("cannot use the database " + file + ": " + e.getMessage(), e);
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
