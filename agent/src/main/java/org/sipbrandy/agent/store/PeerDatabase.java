package org.sipbrandy.agent.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.identity.CanonicalIdentity;
import org.sipbrandy.stir.trust.KnownPeer;
import org.sipbrandy.stir.trust.KnownPeers;

/** The peers known from earlier calls, with the keys they had before and those that were refused. */
public final class PeerDatabase implements KnownPeers {
    private static final String OF_IDENTITY = " WHERE kind = :kind AND name = :name";
    private static final String OF_KEY = OF_IDENTITY + " AND pin = :pin";

    private final Access access;

    PeerDatabase(Access access) {
        this.access = access;
    }

    /** All peers, by name. */
    public List<KnownPeer> list() {
        return access.with(handle -> handle.createQuery("SELECT * FROM peer ORDER BY name, kind, first_seen, pin")
                .map((row, context) -> PeerRow.read(row))
                .list());
    }

    @Override
    public List<KnownPeer> find(CanonicalIdentity identity) {
        return access.with(handle -> find(handle, identity));
    }

    private static List<KnownPeer> find(Handle handle, CanonicalIdentity identity) {
        return PeerRow.bind(handle.createQuery("SELECT * FROM peer" + OF_IDENTITY), identity)
                .map((row, context) -> PeerRow.read(row))
                .list();
    }

    @Override
    public List<KnownPeer> findByKey(KeyPin pin) {
        return access.with(handle -> handle.createQuery("SELECT * FROM peer WHERE pin = :pin")
                .bind("pin", pin.hex())
                .map((row, context) -> PeerRow.read(row))
                .list());
    }

    @Override
    public void seen(CanonicalIdentity identity, KeyPin pin, boolean msec, boolean certified, Instant now) {
        // As a rule the peer is known: one statement, for which nobody waits. Else it is added, unless somebody was
        // faster.
        boolean settled = false;
        while (!settled) {
            settled = seenAgain(identity, pin, msec, now) || firstSeen(identity, pin, msec, certified, now);
        }
    }

    private boolean seenAgain(CanonicalIdentity identity, KeyPin pin, boolean msec, Instant now) {
        return access.with(handle -> PeerRow.bind(
                                handle.createUpdate("UPDATE peer SET calls = calls + 1,"
                                        + " msec_seen = CASE WHEN :msec = 1 THEN 1 ELSE msec_seen END,"
                                        + " last_seen = CASE WHEN last_seen < :now THEN :now ELSE last_seen END"
                                        + OF_KEY),
                                identity)
                        .bind("pin", pin.hex())
                        .bind("msec", msec ? 1 : 0)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1);
    }

    /** Whether there is nothing left to note: it was added, or other keys are known, beside which it has no place. */
    private boolean firstSeen(CanonicalIdentity identity, KeyPin pin, boolean msec, boolean certified, Instant now) {
        return access.within(handle -> {
            var known = find(handle, identity);
            if (known.stream().anyMatch(peer -> peer.pin().equals(pin))) {
                return false;
            }
            if (certified || known.isEmpty()) {
                put(handle, KnownPeer.firstSeen(identity, pin, msec, now));
            }
            return true;
        });
    }

    @Override
    public void record(KnownPeer peer) {
        access.run(handle -> put(handle, peer));
    }

    private static void put(Handle handle, KnownPeer peer) {
        PeerRow.bind(
                        handle.createUpdate("INSERT INTO peer (" + PeerRow.COLUMNS + ") VALUES (" + PeerRow.VALUES + ")"
                                + " ON CONFLICT (kind, name, pin) DO UPDATE SET msec_seen = excluded.msec_seen,"
                                + " first_seen = excluded.first_seen, last_seen = excluded.last_seen,"
                                + " calls = excluded.calls, verified_how = excluded.verified_how,"
                                + " verified_at = excluded.verified_at"),
                        peer)
                .execute();
    }

    /** Forgets everything about an identity, what it was before included; whether it was known. */
    @Override
    public boolean forget(CanonicalIdentity identity) {
        return access.within(handle -> {
            delete(handle, "refused_key", identity);
            delete(handle, "former_key", identity);
            return delete(handle, "peer", identity) > 0;
        });
    }

    private static int delete(Handle handle, String table, CanonicalIdentity identity) {
        return PeerRow.bind(handle.createUpdate("DELETE FROM " + table + OF_IDENTITY), identity)
                .execute();
    }

    /** A key that was refused because it is not the one of earlier calls: the user may accept it. */
    public void refused(CanonicalIdentity identity, KeyPin pin, Instant now) {
        access.run(handle -> PeerRow.bind(
                        handle.createUpdate("INSERT INTO refused_key (kind, name, pin, seen)"
                                + " VALUES (:kind, :name, :pin, :seen)"
                                + " ON CONFLICT (kind, name, pin) DO UPDATE SET seen = excluded.seen"),
                        identity)
                .bind("pin", pin.hex())
                .bind("seen", now.toEpochMilli())
                .execute());
    }

    /** The keys refused of an identity, latest first. */
    public List<KeyPin> refused(CanonicalIdentity identity) {
        return access.with(handle -> refused(handle, identity));
    }

    private static List<KeyPin> refused(Handle handle, CanonicalIdentity identity) {
        return PeerRow.bind(
                        handle.createQuery("SELECT pin FROM refused_key" + OF_IDENTITY + " ORDER BY seen DESC, pin"),
                        identity)
                .map((row, context) -> new KeyPin(row.getString("pin")))
                .list();
    }

    /** The keys that an identity had before, the latest first. */
    public List<FormerKey> former(CanonicalIdentity identity) {
        return access.with(handle -> PeerRow.bind(
                        handle.createQuery(
                                "SELECT * FROM former_key" + OF_IDENTITY + " ORDER BY replaced DESC, last_seen DESC"),
                        identity)
                .map((row, context) -> new FormerKey(PeerRow.read(row), Instant.ofEpochMilli(row.getLong("replaced"))))
                .list());
    }

    /**
     * Takes the key refused last in place of those known, which become former ones.
     *
     * @return the peer as it is now; empty if no key was refused
     */
    public Optional<KnownPeer> accept(CanonicalIdentity identity, Instant now) {
        return access.within(handle -> {
            var pins = refused(handle, identity);
            if (pins.isEmpty()) {
                return Optional.<KnownPeer>empty();
            }
            for (KnownPeer old : find(handle, identity)) {
                retire(handle, new FormerKey(old, now));
            }
            delete(handle, "peer", identity);
            delete(handle, "refused_key", identity);
            var taken = KnownPeer.accepted(identity, pins.getFirst(), now);
            // It may be one of those that it had before.
            PeerRow.bind(handle.createUpdate("DELETE FROM former_key" + OF_KEY), identity)
                    .bind("pin", taken.pin().hex())
                    .execute();
            put(handle, taken);
            return Optional.of(taken);
        });
    }

    private static void retire(Handle handle, FormerKey key) {
        PeerRow.bind(
                        handle.createUpdate("INSERT INTO former_key (" + PeerRow.COLUMNS + ", replaced) VALUES ("
                                + PeerRow.VALUES + ", :replaced)"
                                + " ON CONFLICT (kind, name, pin) DO UPDATE SET replaced = excluded.replaced,"
                                + " last_seen = excluded.last_seen, calls = excluded.calls,"
                                + " verified_how = excluded.verified_how, verified_at = excluded.verified_at"),
                        key.peer())
                .bind("replaced", key.replaced().toEpochMilli())
                .execute();
    }

    /**
     * Takes peers over from elsewhere, all or none. What is known of the same key stays, and the two are put together; a
     * key beside another one that is known is not taken over.
     *
     * @param peers what is to be known
     * @return the peers in the way, known here by other keys than there; if there are any, nothing was changed
     */
    public List<KnownPeer> takeOver(List<KnownPeer> peers) {
        return access.within(handle -> {
            var inTheWay = new ArrayList<KnownPeer>();
            var merged = new ArrayList<KnownPeer>();
            for (KnownPeer peer : peers) {
                var here = find(handle, peer.identity());
                var same = here.stream()
                        .filter(one -> one.pin().equals(peer.pin()))
                        .findFirst();
                if (same.isEmpty()) {
                    inTheWay.addAll(here);
                }
                merged.add(same.map(one -> one.with(peer)).orElse(peer));
            }
            if (inTheWay.isEmpty()) {
                merged.forEach(peer -> put(handle, peer));
            }
            return List.copyOf(inTheWay);
        });
    }
}
