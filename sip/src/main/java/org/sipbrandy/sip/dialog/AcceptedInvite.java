package org.sipbrandy.sip.dialog;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.TransactionTimers;

/**
 * A callee's 2xx to an INVITE or re-INVITE, repeated over any transport until its ACK comes (RFC 3261 §13.3.1.4, RFC 6026
 * §8.1). Machine: after each input {@link #poll} until null; {@link #timeout} at {@link #deadline}. Not thread-safe.
 */
public final class AcceptedInvite {
    /** What is to be done. */
    public sealed interface Effect {
        /** Hand the 2xx to the INVITE's server transaction. */
        record Send(SipResponse response) implements Effect {}

        /** 64*T1 without ACK: the dialog is confirmed, the session should end with BYE. */
        record Unacknowledged() implements Effect {}
    }

    private final SipResponse ok;
    private final TransactionTimers timers;
    private final Deque<Effect> effects = new ArrayDeque<>();
    private long interval;
    private long repeatAt;
    private long giveUpAt;

    /** Sends the 2xx for the first time. */
    public AcceptedInvite(SipResponse ok, TransactionTimers timers, long now) {
        if (!ok.isSuccess()) {
            throw new IllegalArgumentException("not a 2xx");
        }
        this.ok = ok;
        this.timers = timers;
        interval = timers.t1();
        repeatAt = now + interval;
        giveUpAt = now + timers.sixtyFourT1();
        effects.add(new Effect.Send(ok));
    }

    /** Takes an ACK of this dialog; true if it is the one for this 2xx, repeats included. */
    public boolean acknowledge(SipRequest ack) {
        if (ack.headers().cseq().number() != ok.headers().cseq().number()) {
            return false;
        }
        stop();
        return true;
    }

    /** Ends the repeats: the dialog has ended otherwise. */
    public void stop() {
        repeatAt = Long.MAX_VALUE;
        giveUpAt = Long.MAX_VALUE;
    }

    public void timeout(long now) {
        if (now >= giveUpAt) {
            stop();
            effects.add(new Effect.Unacknowledged());
        } else if (now >= repeatAt) {
            interval = Math.min(2 * interval, timers.t2());
            repeatAt += interval;
            effects.add(new Effect.Send(ok));
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
