package org.sipbrandy.sip.transaction;

import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/** Non-INVITE server transaction: RFC 3261 §17.2.2 with the rules of RFC 4320. */
final class NonInviteServer extends ServerTransaction {
    private enum State {
        TRYING,
        PROCEEDING,
        COMPLETED,
        TERMINATED
    }

    private State state = State.TRYING;
    private final long provisionalFrom;
    private long tryingAt;
    private long endAt;

    NonInviteServer(
            ServerTransactionId id,
            SipRequest request,
            ResponseRoute route,
            TransactionTimers timers,
            Outlet outlet,
            long now) {
        super(id, request, route, timers, outlet);
        tryingAt = now + timers.untilEReachesT2();
        provisionalFrom = reliable() ? now : tryingAt;
        endAt = now + timers.sixtyFourT1(); // the client has given up by then
    }

    @Override
    void retransmitted() {
        if (state == State.PROCEEDING || state == State.COMPLETED) {
            repeat();
        }
    }

    @Override
    void respond(SipResponse response, long now) {
        if (state != State.TRYING && state != State.PROCEEDING) {
            return;
        }
        if (response.isProvisional()) {
            // RFC 4320 §4.1: only 100, and on unreliable transports not before timer E has come to T2.
            if (response.status() == 100 && now >= provisionalFrom) {
                tryingAt = NEVER;
                state = State.PROCEEDING;
                send(response);
            }
        } else if (response.status() == 408) {
            terminate(); // RFC 4320 §4.2: never sent
        } else {
            state = State.COMPLETED;
            tryingAt = NEVER;
            endAt = now + timers.sixtyFourT1(); // timer J
            send(response);
            if (reliable()) {
                terminate();
            }
        }
    }

    @Override
    void timeout(long now) {
        if (now >= endAt) {
            terminate();
        } else if (now >= tryingAt) {
            tryingAt = NEVER;
            state = State.PROCEEDING;
            send(request.respond(100).build()); // RFC 4320 §4.1
        }
    }

    @Override
    void undeliverable() {
        terminate();
    }

    private void terminate() {
        state = State.TERMINATED;
        tryingAt = NEVER;
        endAt = NEVER;
    }

    @Override
    long deadline() {
        return Math.min(tryingAt, endAt);
    }

    @Override
    boolean ended() {
        return state == State.TERMINATED;
    }
}
