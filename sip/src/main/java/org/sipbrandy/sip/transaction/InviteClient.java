package org.sipbrandy.sip.transaction;

import java.util.Optional;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** INVITE client transaction: RFC 3261 §17.1.1 with the Accepted state of RFC 6026 §7.2. */
final class InviteClient extends ClientTransaction {
    private enum State {
        CALLING,
        PROCEEDING,
        COMPLETED,
        ACCEPTED,
        TERMINATED
    }

    private State state = State.CALLING;
    private long retransmitAt = NEVER; // timer A
    private long interval;
    private long endAt = NEVER; // timer B, D or M, or 64*T1 after CANCEL
    private Optional<Headers> cancelWanted = Optional.empty();
    private boolean cancelSent;
    private Optional<SipRequest> ack = Optional.empty();

    InviteClient(ClientTransactionId id, SipRequest request, Target target, TransactionTimers timers, Outlet outlet) {
        super(id, request, target, timers, outlet);
    }

    @Override
    void start(long now) {
        interval = timers.t1();
        retransmitAt = reliable() ? NEVER : now + interval;
        endAt = now + timers.sixtyFourT1();
        send(request());
    }

    /** Asks for a CANCEL with these fields added; sent at once or with the first provisional response. */
    void cancel(Headers added, long now) {
        if (cancelWanted.isEmpty() && (state == State.CALLING || state == State.PROCEEDING)) {
            cancelWanted = Optional.of(added);
            cancelIfAllowed(now);
        }
    }

    Headers cancelHeaders() {
        return cancelWanted.orElse(Headers.NONE);
    }

    private void cancelIfAllowed(long now) {
        // RFC 3261 §9.1: not before a provisional response, and never after a final one.
        if (cancelWanted.isPresent() && !cancelSent && state == State.PROCEEDING) {
            cancelSent = true;
            endAt = now + timers.sixtyFourT1(); // RFC 3261 §9.1, last paragraph
            outlet.sendCancel(this, now);
        }
    }

    @Override
    void receive(SipResponse response, Target source, long now) {
        switch (state) {
            case CALLING, PROCEEDING -> receiveOpen(response, source, now);
            case ACCEPTED -> {
                if (response.isSuccess()) {
                    tell(response, source); // RFC 6026 §7.2: repeats, and 2xx of other branches
                }
            }
            case COMPLETED -> {
                if (response.status() >= 300) {
                    ack.ifPresent(this::send);
                }
            }
            case TERMINATED -> {}
        }
    }

    private void receiveOpen(SipResponse response, Target source, long now) {
        retransmitAt = NEVER;
        if (response.isProvisional()) {
            if (state == State.CALLING) {
                state = State.PROCEEDING;
                endAt = NEVER;
            }
            tell(response, source);
            cancelIfAllowed(now);
        } else if (response.isSuccess()) {
            state = State.ACCEPTED;
            endAt = now + timers.sixtyFourT1(); // timer M
            tell(response, source);
        } else {
            state = State.COMPLETED;
            SipRequest acknowledgement = DerivedRequest.ack(request(), response);
            ack = Optional.of(acknowledgement);
            send(acknowledgement);
            tell(response, source);
            endAt = now + timers.d();
            if (reliable()) {
                terminate(); // timer D is zero
            }
        }
    }

    private void tell(SipResponse response, Target source) {
        outlet.emit(new TransactionEffect.ResponseReceived(id, response, source));
    }

    @Override
    void timeout(long now) {
        if (now >= endAt) {
            if (state == State.CALLING || state == State.PROCEEDING) {
                outlet.emit(new TransactionEffect.TimedOut(id, state == State.CALLING));
            }
            terminate();
        } else if (now >= retransmitAt) {
            interval *= 2; // RFC 3261 §17.1.1.2: timer A doubles without a limit but timer B
            retransmitAt += interval;
            send(request());
        }
    }

    @Override
    void transportFailed() {
        // Once something was received, a failed ACK changes nothing for the TU: it has its final response.
        if (state == State.CALLING) {
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
        return state == State.CALLING;
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
