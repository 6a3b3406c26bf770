package org.sipbrandy.stir.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.PriorityQueue;
import org.sipbrandy.stir.credential.KeyPin;

/** Seen tokens in memory: those of one agent. */
public final class ReplayCache implements SeenTokens {
    /** Enough for a thousand calls a second over the time that a token stays fresh. */
    public static final int DEFAULT_CAPACITY = 65_536;

    /** The most that a verification policy calls fresh (RFC 8224 §6.2 step 4). */
    public static final Duration MAX_FRESHNESS = Duration.ofSeconds(120);

    /** How long a token is remembered: longer than it is fresh, for a clock that is set back. */
    public static final Duration KEPT = MAX_FRESHNESS.plusSeconds(60);

    private final int capacity;

    private final Map<String, Entry> entries = new HashMap<>();

    private final PriorityQueue<Entry> byExpiry = new PriorityQueue<>();

    public ReplayCache() {
        this(DEFAULT_CAPACITY);
    }

    /** @param capacity when full, the token that would expire first is forgotten */
    public ReplayCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity below one");
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized Sighting see(
            String signingInput, KeyPin pin, Instant iat, String callId, String fromTag, long cseq, Instant now) {
        for (Entry oldest = byExpiry.peek(); oldest != null && oldest.expires.isBefore(now); oldest = byExpiry.peek()) {
            drop(oldest);
        }
        String key = key(signingInput, pin);
        Entry seen = entries.get(key);
        if (seen == null) {
            if (entries.size() >= capacity) {
                drop(byExpiry.element());
            }
            Entry entry = new Entry(key, callId, fromTag, cseq, iat.plus(KEPT));
            entries.put(key, entry);
            byExpiry.add(entry);
            return Sighting.NEW;
        }
        if (!seen.callId.equals(callId) || !seen.fromTag.equals(fromTag) || cseq < seen.cseq) {
            return Sighting.REPLAY;
        }
        Sighting sighting = cseq == seen.cseq ? Sighting.SAME_REQUEST : Sighting.SAME_CALL;
        seen.cseq = cseq;
        return sighting;
    }

    /** How many tokens are remembered. */
    public synchronized int size() {
        return entries.size();
    }

    private void drop(Entry entry) {
        byExpiry.remove(entry);
        entries.remove(entry.key);
    }

    /** A token and the key that signed it, in 64 hexadecimal digits. */
    public static String key(String signingInput, KeyPin pin) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(pin.bytes());
            byte[] hash = sha256.digest(signingInput.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Entry implements Comparable<Entry> {
        private final String key;

        private final String callId;

        private final String fromTag;

        private final Instant expires;

        private long cseq;

        private Entry(String key, String callId, String fromTag, long cseq, Instant expires) {
            this.key = key;
            this.callId = callId;
            this.fromTag = fromTag;
            this.cseq = cseq;
            this.expires = expires;
        }

        @Override
        public int compareTo(Entry other) {
            return expires.compareTo(other.expires);
        }
    }
}
