package org.sipbrandy.sip.transaction;

import java.util.Optional;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** What the two client transactions have in common. */
abstract sealed class ClientTransaction permits InviteClient, NonInviteClient {
    static final long NEVER = Long.MAX_VALUE;

    final ClientTransactionId id;
    final TransactionTimers timers;
    final Outlet outlet;
    private SipRequest request;
    private Target target;

    ClientTransaction(
            ClientTransactionId id, SipRequest request, Target target, TransactionTimers timers, Outlet outlet) {
        this.id = id;
        this.request = request;
        this.target = target;
        this.timers = timers;
        this.outlet = outlet;
    }

    final SipRequest request() {
        return request;
    }

    final Target target() {
        return target;
    }

    final boolean reliable() {
        return target.transport().reliable();
    }

    final void send(SipRequest message) {
        outlet.emit(new TransactionEffect.Transmit(message, target, Optional.of(id), Optional.empty()));
    }

    /** Begins anew over another transport: the first has refused the connection (RFC 3261 §18.1.1). */
    final void restart(SipRequest rewritten, Target other, long now) {
        request = rewritten;
        target = other;
        start(now);
    }

    /** Whether nothing has come back yet, so that a restart is harmless. */
    abstract boolean silent();

    abstract void start(long now);

    abstract void receive(SipResponse response, Target source, long now);

    abstract void timeout(long now);

    abstract void transportFailed();

    abstract long deadline();

    abstract boolean ended();
}
