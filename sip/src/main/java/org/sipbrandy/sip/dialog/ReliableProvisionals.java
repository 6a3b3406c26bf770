package org.sipbrandy.sip.dialog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.RAck;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.TransactionTimers;

/**
 * A callee's reliable provisional responses to one INVITE (RFC 3262 §3): numbered, repeated until their PRACK comes, one
 * at a time. Machine: after each input {@link #poll} until null; {@link #timeout} at {@link #deadline}. Not thread-safe.
 */
public final class ReliableProvisionals {
    /** What is to be done. */
    public sealed interface Effect {
        /** Hand this response to the INVITE's server transaction. */
        record Send(SipResponse response) implements Effect {}

        /** 64*T1 without PRACK: the INVITE is to be refused with a 5xx. */
        record Unacknowledged(SipResponse response) implements Effect {}
    }

    /** Whose PRACK this is. */
    public sealed interface Match {
        /** Answer with 2xx. */
        record Acknowledged(SipResponse response) implements Match {}

        /** Acknowledges nothing that is open: answer with 481. */
        record None() implements Match {}
    }

    private final SipRequest invite;
    private final TransactionTimers timers;
    private final Deque<SipResponse> waiting = new ArrayDeque<>();
    private final Deque<Effect> effects = new ArrayDeque<>();
    private long nextNumber;
    private Optional<SipResponse> open = Optional.empty();
    private boolean finished;
    private long interval;
    private long repeatAt = Long.MAX_VALUE;
    private long giveUpAt = Long.MAX_VALUE;

    /** @param invite as received; it must offer 100rel */
    public ReliableProvisionals(SipRequest invite, TransactionTimers timers, RandomGenerator random) {
        if (!OptionTags.supports(invite.headers(), OptionTags.RELIABLE)) {
            throw new IllegalArgumentException("the caller does not support 100rel");
        }
        this.invite = invite;
        this.timers = timers;
        nextNumber = 1 + random.nextLong(0x7fff_ffffL); // RFC 3262 §3: uniform in 1 to 2^31-1
    }

    /**
     * Sends a provisional response reliably: at once, or when the one before has its PRACK.
     *
     * @param provisional 101 to 199 with To tag; Require and RSeq are added
     */
    public void send(SipResponse provisional, long now) {
        if (provisional.status() <= 100 || provisional.status() >= 200) {
            throw new IllegalArgumentException("100rel is for 101 to 199");
        }
        if (finished) {
            throw new IllegalStateException("the INVITE has its final response"); // RFC 3262 §3
        }
        waiting.add(provisional);
        sendNext(now);
    }

    private void sendNext(long now) {
        // RFC 3262 §3: the second waits for the PRACK of the first; so do all others, as recommended.
        if (open.isPresent() || waiting.isEmpty() || finished) {
            return;
        }
        SipResponse draft = waiting.remove();
        SipResponse response = draft;
        if (!OptionTags.requires(draft.headers(), OptionTags.RELIABLE)) {
            response = response.toBuilder()
                    .add(HeaderName.REQUIRE, OptionTags.RELIABLE)
                    .build();
        }
        response = response.toBuilder()
                .set(HeaderName.RSEQ, Long.toString(nextNumber++))
                .build();
        open = Optional.of(response);
        interval = timers.t1();
        repeatAt = now + interval;
        giveUpAt = now + timers.sixtyFourT1();
        effects.add(new Effect.Send(response));
    }

    /** Matches a PRACK of this dialog (RFC 3262 §3); the next response in line is sent. */
    public Match prack(SipRequest prack, long now) {
        Optional<RAck> rack = prack.headers().rack();
        if (rack.isEmpty() || open.isEmpty() || !rack.get().equals(expected(open.get()))) {
            return new Match.None();
        }
        SipResponse response = open.get();
        open = Optional.empty();
        stop();
        sendNext(now);
        return new Match.Acknowledged(response);
    }

    private RAck expected(SipResponse response) {
        return new RAck(
                response.headers().rseq().orElseThrow(),
                invite.headers().cseq().number(),
                invite.headers().cseq().method());
    }

    /** Whether a 2xx may go: no session description is on its way unacknowledged (RFC 3262 §3, §5). */
    public boolean mayAccept() {
        return open.filter(ReliableProvisionals::hasBody).isEmpty()
                && waiting.stream().noneMatch(ReliableProvisionals::hasBody);
    }

    private static boolean hasBody(SipResponse response) {
        return !response.body().isEmpty();
    }

    /** A final response was sent: nothing is repeated any more, a late PRACK still matches (RFC 3262 §3). */
    public void finish() {
        finished = true;
        waiting.clear();
        stop();
    }

    private void stop() {
        repeatAt = Long.MAX_VALUE;
        giveUpAt = Long.MAX_VALUE;
    }

    public void timeout(long now) {
        if (now >= giveUpAt) {
            SipResponse response = open.orElseThrow();
            stop();
            effects.add(new Effect.Unacknowledged(response));
        } else if (now >= repeatAt) {
            interval *= 2; // RFC 3262 §3: no cap at T2
            repeatAt += interval;
            effects.add(new Effect.Send(open.orElseThrow()));
        }
    }

    /** When {@link #timeout} is wanted, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return Math.min(repeatAt, giveUpAt);
    }

    /** The next effect, or null when there is none. */
    public @Nullable Effect poll() {
        return effects.poll();
    }
}
