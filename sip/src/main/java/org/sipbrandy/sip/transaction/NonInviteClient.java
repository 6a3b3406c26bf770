package org.sipbrandy.sip.transaction;

import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** Non-INVITE client transaction: RFC 3261 §17.1.2. */
final class NonInviteClient extends ClientTransaction {
    private enum State {
        TRYING,
        PROCEEDING,
        COMPLETED,
        TERMINATED
    }

    private State state = State.TRYING;
    private long retransmitAt = NEVER; // timer E
    private long interval;
    private long endAt = NEVER; // timer F or K

    NonInviteClient(
            ClientTransactionId id, SipRequest request, Target target, TransactionTimers timers, Outlet outlet) {
        super(id, request, target, timers, outlet);
    }

    @Override
    void start(long now) {
        interval = timers.t1();
        retransmitAt = reliable() ? NEVER : now + interval;
        endAt = now + timers.sixtyFourT1();
        send(request());
    }

    @Override
    void receive(SipResponse response, Target source, long now) {
        if (state != State.TRYING && state != State.PROCEEDING) {
            return;
        }
        if (response.isProvisional()) {
            state = State.PROCEEDING;
        } else {
            state = State.COMPLETED;
            retransmitAt = NEVER;
            endAt = now + timers.t4(); // timer K
        }
        outlet.emit(new TransactionEffect.ResponseReceived(id, response, source));
        if (state == State.COMPLETED && reliable()) {
            terminate();
        }
    }

    @Override
    void timeout(long now) {
        if (now >= endAt) {
            if (state != State.COMPLETED) {
                outlet.emit(new TransactionEffect.TimedOut(id, state == State.TRYING));
            }
            terminate();
        } else if (now >= retransmitAt) {
            // RFC 3261 §17.1.2.2: doubling up to T2 in Trying, T2 throughout in Proceeding.
            interval = state == State.PROCEEDING ? timers.t2() : Math.min(2 * interval, timers.t2());
            retransmitAt += interval;
            send(request());
        }
    }

    @Override
    void transportFailed() {
        if (state == State.TRYING || state == State.PROCEEDING) {
            outlet.emit(new TransactionEffect.TransportFailed(id));
            terminate();
        }
    }

    private void terminate() {
        state = State.TERMINATED;
        retransmitAt = NEVER;
        endAt = NEVER;
    }

    @Override
    boolean silent() {
        return state == State.TRYING;
    }

    @Override
    long deadline() {
        return Math.min(retransmitAt, endAt);
    }

    @Override
    boolean ended() {
        return state == State.TERMINATED;
    }
}
