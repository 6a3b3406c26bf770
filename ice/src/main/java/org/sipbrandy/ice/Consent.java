package org.sipbrandy.ice;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.TransactionId;

/** Consent to send on one pair (RFC 7675 §5.1). */
final class Consent {
    static final long EXPIRY = Duration.ofSeconds(30).toNanos();
    private static final long PERIOD = Duration.ofSeconds(5).toNanos();
    private static final int MAX_OUTSTANDING = 8;

    private final CheckedPair pair;
    private final RandomGenerator random;
    private final Map<TransactionId, Long> outstanding = new LinkedHashMap<>();
    private boolean granted;
    private long expiresAt;
    private long nextCheck;

    /** For a pair that has succeeded; if that was too long ago, consent has to be regained before anything is sent. */
    Consent(CheckedPair pair, RandomGenerator random, long now) {
        this.pair = pair;
        this.random = random;
        this.granted = now - pair.lastResponse() < EXPIRY;
        this.expiresAt = (granted ? pair.lastResponse() : now) + EXPIRY;
        this.nextCheck = granted ? now + interval() : now;
    }

    CheckedPair pair() {
        return pair;
    }

    boolean isFresh(long now) {
        return granted && now - expiresAt < 0;
    }

    boolean isGranted() {
        return granted;
    }

    boolean isExpired(long now) {
        return now - expiresAt >= 0;
    }

    boolean isDue(long now) {
        return now - nextCheck >= 0;
    }

    long deadline() {
        return Math.min(nextCheck, expiresAt);
    }

    long age(long now) {
        return now - (expiresAt - EXPIRY);
    }

    /** A check was sent, once; the next one follows in 4 to 6 s. */
    void sent(TransactionId id, long now) {
        if (outstanding.size() == MAX_OUTSTANDING) {
            outstanding.remove(outstanding.keySet().iterator().next());
        }
        outstanding.put(id, now);
        nextCheck = now + interval();
    }

    boolean awaits(TransactionId id) {
        return outstanding.containsKey(id);
    }

    /** The answer to one of our checks: when that was sent, or null if it is none of ours. */
    @Nullable
    Long answered(TransactionId id) {
        return outstanding.remove(id);
    }

    /** A valid response came on the pair, to a consent check or to another one. */
    void refresh(long now) {
        granted = true;
        expiresAt = now + EXPIRY;
    }

    private long interval() {
        return (long) (PERIOD * (0.8 + 0.4 * random.nextDouble()));
    }
}
