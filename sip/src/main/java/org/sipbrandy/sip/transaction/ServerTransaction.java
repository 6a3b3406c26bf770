package org.sipbrandy.sip.transaction;

import java.util.Optional;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** What the two server transactions have in common. */
abstract sealed class ServerTransaction permits InviteServer, NonInviteServer {
    static final long NEVER = Long.MAX_VALUE;

    final ServerTransactionId id;
    final SipRequest request;
    final TransactionTimers timers;
    final Outlet outlet;
    private final ResponseRoute route;
    private Optional<SipResponse> last = Optional.empty();
    private boolean detour;

    ServerTransaction(
            ServerTransactionId id, SipRequest request, ResponseRoute route, TransactionTimers timers, Outlet outlet) {
        this.id = id;
        this.request = request;
        this.route = route;
        this.timers = timers;
        this.outlet = outlet;
    }

    final boolean reliable() {
        return route.first().transport().reliable();
    }

    final Optional<SipResponse> last() {
        return last;
    }

    final void send(SipResponse response) {
        last = Optional.of(response);
        Target target = detour ? route.second().orElse(route.first()) : route.first();
        outlet.emit(new TransactionEffect.Transmit(response, target, Optional.empty(), Optional.of(id)));
    }

    final void repeat() {
        last.ifPresent(this::send);
    }

    /** RFC 3261 §18.2.2: when the connection is gone, sent-by is tried; then the TU is told. */
    final void transportFailed(SipResponse response) {
        if (!detour && route.second().isPresent()) {
            detour = true;
            send(response);
            return;
        }
        outlet.emit(new TransactionEffect.ResponseUndeliverable(id, response));
        undeliverable();
    }

    abstract void undeliverable();

    /** The same request again. */
    abstract void retransmitted();

    abstract void respond(SipResponse response, long now);

    abstract void timeout(long now);

    abstract long deadline();

    abstract boolean ended();
}
