package org.sipbrandy.ice;

import org.sipbrandy.ice.stun.TransactionId;

/** A connectivity check under way, with its retransmissions (RFC 8489 §6.2.1). */
final class CheckTransaction {
    /** Rm: the wait after the last transmission, in RTO. */
    private static final int LAST_WAIT = 16;

    private final TransactionId id;
    private final CheckedPair pair;
    private final byte[] request;
    private final IceRole role;
    private final boolean useCandidate;
    private final long rto;
    private final int maxTransmissions;
    private int transmissions = 1;
    private long lastSent;
    private long nextAt;
    private boolean cancelled;

    CheckTransaction(
            TransactionId id,
            CheckedPair pair,
            byte[] request,
            IceRole role,
            boolean useCandidate,
            long rto,
            int maxTransmissions,
            long now) {
        this.id = id;
        this.pair = pair;
        this.request = request;
        this.role = role;
        this.useCandidate = useCandidate;
        this.rto = rto;
        this.maxTransmissions = maxTransmissions;
        this.lastSent = now;
        this.nextAt = now + wait(1);
    }

    private long wait(int sent) {
        return sent >= maxTransmissions ? LAST_WAIT * rto : rto << sent - 1;
    }

    TransactionId id() {
        return id;
    }

    CheckedPair pair() {
        return pair;
    }

    /** A copy for each transmission, since the receiver keeps what it gets. */
    byte[] request() {
        return request.clone();
    }

    /** Ours when the request was made. */
    IceRole role() {
        return role;
    }

    boolean useCandidate() {
        return useCandidate;
    }

    long nextAt() {
        return nextAt;
    }

    /** Of the last transmission, to which an answer most probably belongs. */
    long lastSent() {
        return lastSent;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** RFC 8445 §7.3.1.4: no more retransmissions and no failure, but an answer still counts. */
    void cancel() {
        if (!cancelled) {
            cancelled = true;
            nextAt = lastSent + LAST_WAIT * rto;
        }
    }

    /** Whether the time has come to send again; otherwise, when due, the transaction is over. */
    boolean mayRetransmit() {
        return !cancelled && transmissions < maxTransmissions;
    }

    void retransmitted(long now) {
        transmissions++;
        lastSent = now;
        nextAt = now + wait(transmissions);
    }
}
