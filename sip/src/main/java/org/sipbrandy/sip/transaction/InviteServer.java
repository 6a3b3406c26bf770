package org.sipbrandy.sip.transaction;

import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** INVITE server transaction: RFC 3261 §17.2.1 with the Accepted state of RFC 6026 §7.1. */
final class InviteServer extends ServerTransaction {
    /** RFC 3261 §17.2.1: 100 unless the TU answers within this time. */
    static final long TRYING_AFTER = 200_000_000L;

    private enum State {
        PROCEEDING,
        COMPLETED,
        CONFIRMED,
        ACCEPTED,
        TERMINATED
    }

    private State state = State.PROCEEDING;
    private long tryingAt;
    private long retransmitAt = NEVER; // timer G
    private long interval;
    private long endAt = NEVER; // timer H, I or L

    InviteServer(
            ServerTransactionId id,
            SipRequest request,
            ResponseRoute route,
            TransactionTimers timers,
            Outlet outlet,
            long now) {
        super(id, request, route, timers, outlet);
        tryingAt = now + TRYING_AFTER;
    }

    boolean proceeding() {
        return state == State.PROCEEDING;
    }

    @Override
    void retransmitted() {
        switch (state) {
            case PROCEEDING, COMPLETED -> repeat();
            case CONFIRMED, ACCEPTED, TERMINATED -> {} // absorbed
        }
    }

    /** An ACK that matches; true if it is for the TU (a 2543 peer's ACK for our 2xx, RFC 6026 §6). */
    boolean acknowledged(long now) {
        if (state == State.COMPLETED) {
            state = State.CONFIRMED;
            retransmitAt = NEVER;
            endAt = now + timers.t4(); // timer I
            if (reliable()) {
                terminate();
            }
        }
        return state == State.ACCEPTED;
    }

    @Override
    void respond(SipResponse response, long now) {
        if (state == State.ACCEPTED && response.isSuccess()) {
            send(response); // the TU repeats its 2xx
            return;
        }
        if (state != State.PROCEEDING) {
            return;
        }
        tryingAt = NEVER;
        send(response);
        if (response.isSuccess()) {
            state = State.ACCEPTED;
            endAt = now + timers.sixtyFourT1(); // timer L
        } else if (response.isFinal()) {
            state = State.COMPLETED;
            interval = timers.t1();
            retransmitAt = reliable() ? NEVER : now + interval;
            endAt = now + timers.sixtyFourT1(); // timer H
        }
    }

    @Override
    void timeout(long now) {
        if (now >= endAt) {
            if (state == State.COMPLETED) {
                outlet.emit(new TransactionEffect.AckMissing(id));
            }
            terminate();
        } else if (now >= retransmitAt) {
            interval = Math.min(2 * interval, timers.t2());
            retransmitAt += interval;
            repeat();
        } else if (now >= tryingAt) {
            tryingAt = NEVER;
            send(request.respond(100).build());
        }
    }

    @Override
    void undeliverable() {
        // RFC 6026 §7.1: stays, to absorb repeats of the INVITE.
    }

    private void terminate() {
        state = State.TERMINATED;
        retransmitAt = NEVER;
        endAt = NEVER;
    }

    @Override
    long deadline() {
        return Math.min(tryingAt, Math.min(retransmitAt, endAt));
    }

    @Override
    boolean ended() {
        return state == State.TERMINATED;
    }
}
