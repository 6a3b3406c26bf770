package org.sipbrandy.call.leg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.dialog.AcceptedInvite;
import org.sipbrandy.sip.dialog.OptionTags;
import org.sipbrandy.sip.dialog.ReliableProvisionals;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.TransactionTimers;

/**
 * What the called side repeats until it is acknowledged: a reliable provisional response until its PRACK (RFC 3262 §3), a
 * 2xx until its ACK (RFC 3261 §13.3.1.4). Not thread-safe.
 */
public final class Repeats {
    /** What is to be done. */
    public sealed interface Effect {
        /** Hand this response to the INVITE's transaction. */
        record Send(SipResponse response) implements Effect {}

        /** 64*T1 are over and nothing was acknowledged: the call has to end. */
        record GaveUp() implements Effect {}
    }

    private final Deque<Effect> effects = new ArrayDeque<>();
    private final @Nullable ReliableProvisionals provisionals;
    private @Nullable AcceptedInvite accepted;

    public Repeats(SipRequest invite, RandomGenerator random) {
        this.provisionals = OptionTags.supports(invite.headers(), OptionTags.RELIABLE)
                ? new ReliableProvisionals(invite, TransactionTimers.STANDARD, random)
                : null;
    }

    /**
     * Sends a provisional response until its PRACK comes.
     *
     * @throws IllegalStateException if the caller does not do 100rel (CONN-17)
     */
    public void reliably(SipResponse response, long now) {
        if (provisionals == null) {
            throw new IllegalStateException("the caller does not do 100rel");
        }
        provisionals.send(response, now);
        collect();
    }

    /** Whether a PRACK is for the response that waits for one. */
    public boolean acknowledges(SipRequest prack, long now) {
        boolean matched = provisionals != null
                && provisionals.prack(prack, now) instanceof ReliableProvisionals.Match.Acknowledged;
        collect();
        return matched;
    }

    /** Sends the 2xx until its ACK comes. */
    public void succeed(SipResponse success, long now) {
        if (provisionals != null) {
            provisionals.finish();
        }
        accepted = new AcceptedInvite(success, TransactionTimers.STANDARD, now);
        collect();
    }

    /** Whether this is the ACK for our 2xx; its repeats end with it. */
    public boolean acknowledge(SipRequest ack) {
        return accepted != null && accepted.acknowledge(ack);
    }

    /** A final response other than 2xx was sent, or the call is over: nothing is repeated any more. */
    public void finish() {
        if (provisionals != null) {
            provisionals.finish();
        }
        if (accepted != null) {
            accepted.stop();
        }
    }

    public void timeout(long now) {
        if (provisionals != null) {
            provisionals.timeout(now);
        }
        if (accepted != null) {
            accepted.timeout(now);
        }
        collect();
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return Math.min(
                provisionals == null ? Long.MAX_VALUE : provisionals.deadline(),
                accepted == null ? Long.MAX_VALUE : accepted.deadline());
    }

    /** The next effect, or null. */
    public @Nullable Effect poll() {
        return effects.poll();
    }

    private void collect() {
        ReliableProvisionals.@Nullable Effect early;
        while (provisionals != null && (early = provisionals.poll()) != null) {
            effects.add(
                    switch (early) {
                        case ReliableProvisionals.Effect.Send(var response) -> new Effect.Send(response);
                        case ReliableProvisionals.Effect.Unacknowledged _ -> new Effect.GaveUp();
                    });
        }
        AcceptedInvite.@Nullable Effect late;
        while (accepted != null && (late = accepted.poll()) != null) {
            effects.add(
                    switch (late) {
                        case AcceptedInvite.Effect.Send(var response) -> new Effect.Send(response);
                        case AcceptedInvite.Effect.Unacknowledged() -> new Effect.GaveUp();
                    });
        }
    }
}
