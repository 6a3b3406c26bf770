package org.sipbrandy.sip.transaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Via;
import org.sipbrandy.sip.transport.Target;

/** The client transactions of a layer, and which one a response belongs to (RFC 3261 §17.1.3, §18.1.2). */
final class ClientTransactions implements Outlet {
    private final TransactionSettings settings;
    private final Consumer<TransactionEffect> effects;
    private final Map<String, ClientTransaction> byKey = new HashMap<>();
    private final Map<ClientTransactionId, String> keys = new HashMap<>();
    private final Map<ClientTransactionId, Target> udpInstead = new HashMap<>();
    private final Set<ClientTransactionId> cancels = new HashSet<>();
    private final Agenda<ClientTransactionId> agenda = new Agenda<>();
    private long lastNumber;

    ClientTransactions(TransactionSettings settings, Consumer<TransactionEffect> effects) {
        this.settings = settings;
        this.effects = effects;
    }

    ClientTransactionId start(OutgoingRequest out, long now) {
        ClientTransactionId id = new ClientTransactionId(++lastNumber);
        if (!out.target().equals(out.wanted())) {
            udpInstead.put(id, out.wanted());
        }
        start(id, out.request(), out.target(), now);
        return id;
    }

    private void start(ClientTransactionId id, SipRequest request, Target target, long now) {
        ClientTransaction transaction = request.method().equals(SipMethod.INVITE)
                ? new InviteClient(id, request, target, settings.timers(), this)
                : new NonInviteClient(id, request, target, settings.timers(), this);
        String key = TransactionKey.ofClient(request.headers().topVia().branch().orElseThrow(), request.method());
        byKey.put(key, transaction);
        keys.put(id, key);
        transaction.start(now);
        settle(transaction);
    }

    private @Nullable ClientTransaction find(ClientTransactionId id) {
        String key = keys.get(id);
        return key == null ? null : byKey.get(key);
    }

    Optional<SipRequest> request(ClientTransactionId id) {
        return Optional.ofNullable(find(id)).map(ClientTransaction::request);
    }

    void cancel(ClientTransactionId id, Headers added, long now) {
        if (find(id) instanceof InviteClient invite) {
            invite.cancel(added, now);
            settle(invite);
        }
    }

    @Override
    public void sendCancel(InviteClient invite, long now) {
        ClientTransactionId id = new ClientTransactionId(++lastNumber);
        cancels.add(id);
        // RFC 3261 §9.1: to the same place, by the same transport, with the same branch.
        start(id, DerivedRequest.cancel(invite.request(), invite.cancelHeaders()), invite.target(), now);
    }

    void receive(SipResponse response, Target source, long now) {
        // RFC 3261 §8.1.3.3: a response with more than one Via is not for us.
        if (response.headers().vias().size() != 1) {
            return;
        }
        Via via = response.headers().topVia();
        String key = TransactionKey.ofClient(
                via.branch().orElse(""), response.headers().cseq().method());
        ClientTransaction transaction = byKey.get(key);
        if (transaction == null) {
            return; // RFC 6026 §7.2: strays are dropped
        }
        Via ours = transaction.request().headers().topVia();
        // RFC 3261 §18.1.2: a sent-by that is not ours
        if (!ours.sentBy().sameHost(via.sentBy())
                || !ours.sentBy().port().equals(via.sentBy().port())) {
            return;
        }
        transaction.receive(response, source, now);
        settle(transaction);
    }

    void transportFailed(TransactionEffect.Transmit failed, long now) {
        ClientTransaction transaction =
                failed.client().isPresent() ? find(failed.client().get()) : null;
        if (transaction == null || !transaction.target().equals(failed.target())) {
            return;
        }
        Target udp = udpInstead.remove(transaction.id);
        if (udp != null && transaction.silent()) {
            // RFC 3261 §18.1.1: TCP was only our choice and is refused: back to UDP.
            transaction.restart(OutgoingRequest.rewrite(transaction.request(), udp, settings), udp, now);
        } else {
            transaction.transportFailed();
        }
        settle(transaction);
    }

    void timeout(long now) {
        for (ClientTransactionId id = agenda.takeDue(now); id != null; id = agenda.takeDue(now)) {
            ClientTransaction transaction = find(id);
            if (transaction != null) {
                transaction.timeout(now);
                settle(transaction);
            }
        }
    }

    /** Keeps the agenda right, and drops the transaction when it has ended. */
    private void settle(ClientTransaction transaction) {
        agenda.set(transaction.id, transaction.deadline());
        if (transaction.ended()) {
            String key = keys.remove(transaction.id);
            if (key != null) {
                byKey.remove(key);
                udpInstead.remove(transaction.id);
                emit(new TransactionEffect.ClientEnded(transaction.id));
                cancels.remove(transaction.id);
            }
        }
    }

    /** All that concerns a CANCEL stays inside, but its transmissions. */
    @Override
    public void emit(TransactionEffect effect) {
        boolean inside = switch (effect) {
            case TransactionEffect.ResponseReceived e -> cancels.contains(e.id());
            case TransactionEffect.TimedOut e -> cancels.contains(e.id());
            case TransactionEffect.TransportFailed e -> cancels.contains(e.id());
            case TransactionEffect.ClientEnded e -> cancels.contains(e.id());
            case TransactionEffect.Transmit e -> false;
            case TransactionEffect.RequestReceived e -> false;
            case TransactionEffect.AckReceived e -> false;
            case TransactionEffect.CancelReceived e -> false;
            case TransactionEffect.AckMissing e -> false;
            case TransactionEffect.ResponseUndeliverable e -> false;
            case TransactionEffect.ServerEnded e -> false;
        };
        if (!inside) {
            effects.accept(effect);
        }
    }

    long deadline() {
        return agenda.next();
    }

    int size() {
        return byKey.size();
    }
}
