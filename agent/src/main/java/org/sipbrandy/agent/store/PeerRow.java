package org.sipbrandy.agent.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.identity.CanonicalUri;
import org.sipbrandy.stir.identity.TelephoneNumber;
import org.sipbrandy.stir.trust.Comparison;
import org.sipbrandy.stir.trust.KnownPeer;

/** A known peer as a row of {@code peer} or {@code former_key}. */
final class PeerRow {
    /** What both tables have, in this order. */
    static final String COLUMNS = "kind, name, pin, msec_seen, first_seen, last_seen, calls, verified_how, verified_at";

    /** The values of the columns, by their names. */
    static final String VALUES =
            ":kind, :name, :pin, :msec_seen, :first_seen, :last_seen, :calls, :verified_how, :verified_at";

    private PeerRow() {}

    /** Names whom a statement is about. */
    static <S extends SqlStatement<S>> S bind(S statement, CanonicalIdentity identity) {
        return statement.bind("kind", identity.type()).bind("name", identity.value());
    }

    /** Gives a statement all columns. */
    static <S extends SqlStatement<S>> S bind(S statement, KnownPeer peer) {
        return bind(statement, peer.identity())
                .bind("pin", peer.pin().hex())
                .bind("msec_seen", peer.msecSeen() ? 1 : 0)
                .bind("first_seen", peer.firstSeen().toEpochMilli())
                .bind("last_seen", peer.lastSeen().toEpochMilli())
                .bind("calls", peer.calls())
                .bind("verified_how", peer.comparison().map(it -> it.how().word()))
                .bind("verified_at", peer.comparison().map(it -> it.at().toEpochMilli()));
    }

    static KnownPeer read(ResultSet row) throws SQLException {
        String name = row.getString("name");
        CanonicalIdentity identity =
                row.getString("kind").equals("tn") ? new TelephoneNumber(name) : new CanonicalUri(name);
        return new KnownPeer(
                identity,
                new KeyPin(row.getString("pin")),
                comparison(row),
                row.getInt("msec_seen") != 0,
                Instant.ofEpochMilli(row.getLong("first_seen")),
                Instant.ofEpochMilli(row.getLong("last_seen")),
                row.getLong("calls"));
    }

    private static Optional<Comparison> comparison(ResultSet row) throws SQLException {
        Optional<String> how = Optional.ofNullable(row.getString("verified_how"));
        Instant at = Instant.ofEpochMilli(row.getLong("verified_at"));
        // A word of a newer version is no reason to trust: what is not understood does not count.
        return how.flatMap(Comparison.How::of).map(known -> new Comparison(known, at));
    }
}
