package org.sipbrandy.ice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.TransactionId;

/** Sends the connectivity checks of a session, paced and repeated (RFC 8445 §6.1.4.2, §14). */
final class OutboundChecks {
    private final IceContext context;
    private final ShortTermCredential local;
    private final CheckList checkList;
    private final Map<TransactionId, CheckTransaction> transactions = new LinkedHashMap<>();
    private long pacing;
    private long paceUntil;
    private boolean begun;

    OutboundChecks(IceContext context, ShortTermCredential local, CheckList checkList) {
        this.context = context;
        this.local = local;
        this.checkList = checkList;
    }

    /** RFC 8445 §14.2: Ta in nanoseconds, the higher of both sides'. */
    void pacing(long nanos) {
        pacing = nanos;
    }

    /** The first check goes at once, each further one Ta after the one before (RFC 8445 §6.1.4.2). */
    boolean mayBegin(long now) {
        return !begun || now - paceUntil >= 0;
    }

    void begin(CheckedPair pair, ShortTermCredential remote, boolean useCandidate, long now) {
        if (pair.state() != CheckedPair.State.SUCCEEDED) {
            pair.state(CheckedPair.State.IN_PROGRESS);
        }
        TransactionId id = TransactionId.random(context.random());
        byte[] request = Binding.request(id, local, remote, pair.pair().local(), context, useCandidate);
        // RFC 8445 §14.3, without the factor N, which would make long lists wait for minutes.
        long rto = Math.max(context.config().minimumRto().toNanos(), pacing * checkList.active());
        CheckTransaction check = new CheckTransaction(
                id,
                pair,
                request,
                context.role(),
                useCandidate,
                rto,
                context.config().maxTransmissions(),
                now);
        transactions.put(id, check);
        begun = true;
        paceUntil = now + pacing;
        transmit(check);
    }

    /** Sends again what is due, and hands over the checks that were sent in vain. */
    void timeout(long now, Consumer<CheckTransaction> unanswered) {
        for (CheckTransaction check : List.copyOf(transactions.values())) {
            if (now - check.nextAt() < 0) {
                continue;
            }
            if (check.mayRetransmit()) {
                check.retransmitted(now);
                transmit(check);
                continue;
            }
            transactions.remove(check.id());
            if (!check.isCancelled()) {
                unanswered.accept(check);
            }
        }
    }

    private void transmit(CheckTransaction check) {
        CheckedPair pair = check.pair();
        pair.transmitted();
        context.emit(new IceEffect.SendDatagram(pair.base(), pair.remote(), check.request()));
    }

    @Nullable
    CheckTransaction find(TransactionId id) {
        return transactions.get(id);
    }

    void end(CheckTransaction check) {
        transactions.remove(check.id());
    }

    /** Ordinary checks of the pair are no longer needed; a nomination under way still is. */
    void cancel(CheckedPair pair) {
        for (CheckTransaction check : transactions.values()) {
            if (check.pair() == pair && !check.useCandidate()) {
                check.cancel();
            }
        }
    }

    /** RFC 8445 §8.1.2: the component has its pair. */
    void cancel(int component) {
        for (CheckTransaction check : transactions.values()) {
            if (check.pair().component() == component) {
                check.cancel();
            }
        }
    }

    void clear() {
        transactions.clear();
    }

    long deadline() {
        long deadline = checkList.hasNext() ? paceUntil : Long.MAX_VALUE;
        for (CheckTransaction check : transactions.values()) {
            deadline = Math.min(deadline, check.nextAt());
        }
        return deadline;
    }
}
