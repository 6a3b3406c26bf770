package org.sipbrandy.ice.turn;

import java.time.Duration;
import org.sipbrandy.ice.stun.TransactionId;

/** A request under way: over UDP it is repeated (RFC 8489 §6.2.1), over streams waited for (§6.2.2). */
final class Exchange {
    private static final long RTO = Duration.ofMillis(500).toNanos();
    private static final int MAX_TRANSMISSIONS = 7;
    private static final int LAST_WAIT = 16;
    private static final long STREAM_PATIENCE = Duration.ofMillis(39_500).toNanos();

    private final TurnRequest request;
    private final TransactionId id;
    private final byte[] bytes;
    private final boolean stream;
    private final int attempt;
    private int transmissions = 1;
    private long nextAt;
    private boolean violated;

    /** @param attempt 1, and one more for each time that the server wanted other credentials */
    Exchange(TurnRequest request, TransactionId id, byte[] bytes, boolean stream, int attempt, long now) {
        this.request = request;
        this.id = id;
        this.bytes = bytes;
        this.stream = stream;
        this.attempt = attempt;
        this.nextAt = now + (stream ? STREAM_PATIENCE : RTO);
    }

    TurnRequest request() {
        return request;
    }

    TransactionId id() {
        return id;
    }

    int attempt() {
        return attempt;
    }

    long nextAt() {
        return nextAt;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** An answer came that is not the server's own. */
    void violate() {
        violated = true;
    }

    boolean isViolated() {
        return violated;
    }

    /** Whether to send again now that it is due; otherwise it is over. */
    boolean repeats(long now) {
        if (stream || transmissions == MAX_TRANSMISSIONS) {
            return false;
        }
        transmissions++;
        nextAt = now + (transmissions == MAX_TRANSMISSIONS ? LAST_WAIT * RTO : RTO << transmissions - 1);
        return true;
    }
}
