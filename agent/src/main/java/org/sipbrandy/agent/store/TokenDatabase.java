package org.sipbrandy.agent.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.sipbrandy.stir.credential.KeyPin;
import org.sipbrandy.stir.trust.ReplayCache;
import org.sipbrandy.stir.trust.SeenTokens;

/**
 * Seen tokens that all agents of one database share: a token accepted by one is refused by another in another call. Each
 * step is one statement, so that of two agents that see a token at once one is the first. Rows are of one size whatever a
 * request holds, and go when they expire.
 */
final class TokenDatabase implements SeenTokens {
    /** Enough for five thousand calls a second over the time that a token is remembered. */
    static final int CAPACITY = 1_000_000;

    private static final Duration PURGE_EVERY = Duration.ofSeconds(10);

    private final Access access;
    private final int capacity;
    private final AtomicReference<Instant> nextPurge = new AtomicReference<>(Instant.MIN);

    TokenDatabase(Access access) {
        this(access, CAPACITY);
    }

    /** @param capacity when there are more, those that would expire first are forgotten at the next purge */
    TokenDatabase(Access access, int capacity) {
        this.access = access;
        this.capacity = capacity;
    }

    @Override
    public Sighting see(
            String signingInput, KeyPin pin, Instant iat, String callId, String fromTag, long cseq, Instant now) {
        String token = ReplayCache.key(signingInput, pin);
        String request = hash(callId, fromTag);
        return access.with(handle -> {
            if (purgeIsDue(now)) {
                purge(handle, now);
            }
            boolean first = handle.createUpdate("INSERT INTO seen_token (token, request, cseq, expires)"
                                    + " VALUES (:token, :request, :cseq, :expires) ON CONFLICT (token) DO NOTHING")
                            .bind("token", token)
                            .bind("request", request)
                            .bind("cseq", cseq)
                            .bind("expires", iat.plus(ReplayCache.KEPT).toEpochMilli())
                            .execute()
                    == 1;
            if (first) {
                return Sighting.NEW;
            }
            if (raise(handle, "cseq = :cseq", token, request, cseq)) {
                return Sighting.SAME_REQUEST;
            }
            return raise(handle, "cseq < :cseq", token, request, cseq) ? Sighting.SAME_CALL : Sighting.REPLAY;
        });
    }

    private static boolean raise(Handle handle, String where, String token, String request, long cseq) {
        return handle.createUpdate("UPDATE seen_token SET cseq = :cseq WHERE token = :token AND request = :request AND "
                                + where)
                        .bind("token", token)
                        .bind("request", request)
                        .bind("cseq", cseq)
                        .execute()
                == 1;
    }

    private boolean purgeIsDue(Instant now) {
        Instant due = nextPurge.get();
        return !now.isBefore(due) && nextPurge.compareAndSet(due, now.plus(PURGE_EVERY));
    }

    private void purge(Handle handle, Instant now) {
        handle.createUpdate("DELETE FROM seen_token WHERE expires < :now")
                .bind("now", now.toEpochMilli())
                .execute();
        // The last one that still has a place: all that expire before it go.
        handle.createUpdate(
                        "DELETE FROM seen_token WHERE (expires, token) < "
                                + "(SELECT expires, token FROM seen_token ORDER BY expires DESC, token DESC LIMIT 1 OFFSET :last)")
                .bind("last", capacity - 1)
                .execute();
    }

    /** How many tokens are remembered, those that expired since the last purge included. */
    long size() {
        return access.with(handle -> handle.createQuery("SELECT COUNT(*) FROM seen_token")
                .mapTo(Long.class)
                .one());
    }

    private static String hash(String callId, String fromTag) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(callId.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            return HexFormat.of().formatHex(sha256.digest(fromTag.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
