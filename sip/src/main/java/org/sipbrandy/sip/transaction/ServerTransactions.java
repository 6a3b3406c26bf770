package org.sipbrandy.sip.transaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Via;
import org.sipbrandy.sip.transport.Target;

/** The server transactions of a layer, and which one a request belongs to (RFC 3261 §17.2.3, §9.2). */
final class ServerTransactions implements Outlet {
    private final TransactionSettings settings;
    private final RandomGenerator random;
    private final Consumer<TransactionEffect> effects;
    private final Map<String, ServerTransaction> byKey = new HashMap<>();
    private final Map<ServerTransactionId, String> keys = new HashMap<>();
    private final Map<String, Set<String>> mergeable = new HashMap<>();
    private final Agenda<ServerTransactionId> agenda = new Agenda<>();
    private long lastNumber;

    ServerTransactions(TransactionSettings settings, RandomGenerator random, Consumer<TransactionEffect> effects) {
        this.settings = settings;
        this.random = random;
        this.effects = effects;
    }

    void receive(SipRequest received, Target source, long now) {
        Via via = ResponseRoute.complete(received.headers().topVia(), source);
        SipRequest request = received.withHeaders(received.headers().withTopVia(via));
        ResponseRoute route = ResponseRoute.of(via, source);
        if (request.method().equals(SipMethod.ACK)) {
            receiveAck(request, source, now);
            return;
        }
        // RFC 4475 §3.2.1: a branch of nothing but the cookie identifies no transaction.
        if (via.branch().filter(Via.MAGIC_COOKIE::equalsIgnoreCase).isPresent()) {
            SipResponse refusal = request.respond(400, "Bad Branch")
                    .toTag(Branches.tag(random))
                    .build();
            emit(new TransactionEffect.Transmit(refusal, route.first(), Optional.empty(), Optional.empty()));
            return;
        }
        String key = TransactionKey.ofServer(request, request.method());
        ServerTransaction known = byKey.get(key);
        if (known != null) {
            known.retransmitted();
            settle(known);
            return;
        }
        boolean merged = isMerged(request);
        ServerTransaction transaction = create(key, request, route, now);
        if (request.method().equals(SipMethod.CANCEL)) {
            answerCancel(transaction, request, now);
        } else {
            emit(new TransactionEffect.RequestReceived(transaction.id, request, source, merged));
        }
        settle(transaction);
    }

    private ServerTransaction create(String key, SipRequest request, ResponseRoute route, long now) {
        ServerTransactionId id = new ServerTransactionId(++lastNumber);
        ServerTransaction transaction = request.method().equals(SipMethod.INVITE)
                ? new InviteServer(id, request, route, settings.timers(), this, now)
                : new NonInviteServer(id, request, route, settings.timers(), this, now);
        byKey.put(key, transaction);
        keys.put(id, key);
        mergeable
                .computeIfAbsent(TransactionKey.ofMerge(request), m -> new HashSet<>())
                .add(key);
        return transaction;
    }

    private void receiveAck(SipRequest ack, Target source, long now) {
        ServerTransaction known = byKey.get(TransactionKey.ofServer(ack, SipMethod.INVITE));
        if (known instanceof InviteServer invite && answersTo(ack, invite)) {
            boolean forTu = invite.acknowledged(now);
            settle(invite);
            if (!forTu) {
                return;
            }
        }
        emit(new TransactionEffect.AckReceived(ack, source));
    }

    /** RFC 3261 §17.2.3: without the magic cookie, the To tag of the ACK must be that of our response. */
    private static boolean answersTo(SipRequest ack, InviteServer invite) {
        return ack.headers().topVia().hasMagicCookie()
                || invite.last()
                        .filter(r ->
                                r.headers().to().tag().equals(ack.headers().to().tag()))
                        .isPresent();
    }

    /** RFC 3261 §9.2: 200 for a transaction that is there, whatever its state, 481 otherwise. */
    private void answerCancel(ServerTransaction cancel, SipRequest request, long now) {
        ServerTransaction target = byKey.get(TransactionKey.ofServer(request, SipMethod.INVITE));
        if (!(target instanceof InviteServer invite)) {
            cancel.respond(request.respond(481).toTag(Branches.tag(random)).build(), now);
            return;
        }
        // RFC 3261 §9.2: the To tag is that of the responses to the INVITE.
        String tag = invite.last().flatMap(r -> r.headers().to().tag()).orElseGet(() -> Branches.tag(random));
        cancel.respond(request.respond(200).toTag(tag).build(), now);
        if (invite.proceeding()) {
            emit(new TransactionEffect.CancelReceived(invite.id, request));
        }
    }

    boolean isMerged(SipRequest request) {
        if (request.headers().to().tag().isPresent()) {
            return false;
        }
        Set<String> others = mergeable.getOrDefault(TransactionKey.ofMerge(request), Set.of());
        String own = TransactionKey.ofServer(request, request.method());
        return others.stream().anyMatch(key -> !key.equals(own));
    }

    private @Nullable ServerTransaction find(ServerTransactionId id) {
        String key = keys.get(id);
        return key == null ? null : byKey.get(key);
    }

    Optional<SipRequest> request(ServerTransactionId id) {
        return Optional.ofNullable(find(id)).map(t -> t.request);
    }

    void respond(ServerTransactionId id, SipResponse response, long now) {
        ServerTransaction transaction = find(id);
        if (transaction != null) {
            transaction.respond(response, now);
            settle(transaction);
        }
    }

    void transportFailed(TransactionEffect.Transmit failed, SipResponse response, long now) {
        ServerTransaction transaction =
                failed.server().isPresent() ? find(failed.server().get()) : null;
        if (transaction != null) {
            transaction.transportFailed(response);
            settle(transaction);
        } else if (failed.target().connection().isPresent()) {
            // The transaction ended with its response: sent-by is still tried (RFC 3261 §18.2.2).
            Target source = failed.target();
            ResponseRoute.of(response.headers().topVia(), source)
                    .second()
                    .ifPresent(second ->
                            emit(new TransactionEffect.Transmit(response, second, Optional.empty(), failed.server())));
        }
    }

    void timeout(long now) {
        for (ServerTransactionId id = agenda.takeDue(now); id != null; id = agenda.takeDue(now)) {
            ServerTransaction transaction = find(id);
            if (transaction != null) {
                transaction.timeout(now);
                settle(transaction);
            }
        }
    }

    /** Keeps the agenda right, and drops the transaction when it has ended. */
    private void settle(ServerTransaction transaction) {
        agenda.set(transaction.id, transaction.deadline());
        if (transaction.ended()) {
            String key = keys.remove(transaction.id);
            if (key != null) {
                byKey.remove(key);
                String merge = TransactionKey.ofMerge(transaction.request);
                Set<String> group = mergeable.getOrDefault(merge, Set.of());
                group.remove(key);
                if (group.isEmpty()) {
                    mergeable.remove(merge);
                }
                emit(new TransactionEffect.ServerEnded(transaction.id));
            }
        }
    }

    @Override
    public void emit(TransactionEffect effect) {
        effects.accept(effect);
    }

    @Override
    public void sendCancel(InviteClient invite, long now) {
        throw new IllegalStateException("servers send no CANCEL");
    }

    long deadline() {
        return agenda.next();
    }

    int size() {
        return byKey.size();
    }
}
