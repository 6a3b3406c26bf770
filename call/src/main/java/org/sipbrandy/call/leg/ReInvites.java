package org.sipbrandy.call.leg;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.dialog.AcceptedInvite;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transaction.TransactionTimers;

/** Our 2xx to a re-INVITE, repeated until its ACK comes (RFC 3261 §14.2, §13.3.1.4). Not thread-safe. */
public final class ReInvites {
    private final Leg leg;
    private Optional<Waiting> waiting = Optional.empty();

    private record Waiting(ServerTransactionId id, AcceptedInvite accepted) {}

    ReInvites(Leg leg) {
        this.leg = leg;
    }

    /** Whether one of the far end's is not acknowledged yet: another has to wait (RFC 3261 §14.2). */
    public boolean open() {
        return waiting.isPresent();
    }

    /** Sends the 2xx. */
    public void succeed(ServerTransactionId id, SipResponse success) {
        waiting = Optional.of(new Waiting(id, new AcceptedInvite(success, TransactionTimers.STANDARD, leg.now())));
        collect();
    }

    /** Whether this is its ACK. */
    public boolean acknowledge(SipRequest ack) {
        if (waiting.isEmpty() || !waiting.get().accepted().acknowledge(ack)) {
            return false;
        }
        waiting = Optional.empty();
        return true;
    }

    void clear() {
        waiting = Optional.empty();
    }

    void timeout() {
        waiting.ifPresent(it -> it.accepted().timeout(leg.now()));
        collect();
    }

    long deadline() {
        return waiting.map(it -> it.accepted().deadline()).orElse(Long.MAX_VALUE);
    }

    private void collect() {
        AcceptedInvite.@Nullable Effect effect;
        while (waiting.isPresent() && (effect = waiting.get().accepted().poll()) != null) {
            switch (effect) {
                case AcceptedInvite.Effect.Send(var response) ->
                    leg.ports.respond(waiting.get().id(), response, leg.now());
                case AcceptedInvite.Effect.Unacknowledged() -> {
                    waiting = Optional.empty();
                    leg.unacknowledged(); // RFC 3261 §14.2: the session should end
                }
            }
        }
    }
}
