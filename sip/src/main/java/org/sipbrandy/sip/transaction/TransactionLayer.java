package org.sipbrandy.sip.transaction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.sip.transport.Transport;

/**
 * All transactions of one SIP endpoint (RFC 3261 §17, §18).
 *
 * <p>Inputs take {@code now}, monotonic nanoseconds of any origin; after each, {@link #poll} is called until it gives
 * null, and {@link #timeout} is due at {@link #deadline}. Not thread-safe: one thread at a time.
 */
public final class TransactionLayer {
    /** RFC 3261 §8.1.1.6. */
    public static final int MAX_FORWARDS = 70;

    private final TransactionSettings settings;
    private final RandomGenerator random;
    private final Deque<TransactionEffect> effects = new ArrayDeque<>();
    private final ClientTransactions clients;
    private final ServerTransactions servers;

    /** @param random of cryptographic quality outside of tests: branches are guessed otherwise */
    public TransactionLayer(TransactionSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        clients = new ClientTransactions(settings, effects::add);
        servers = new ServerTransactions(settings, random, effects::add);
    }

    /**
     * Sends a request other than ACK and CANCEL in a new client transaction. The layer adds Via, with a fresh branch,
     * and Max-Forwards unless there.
     */
    public ClientTransactionId sendRequest(SipRequest request, Target target, long now) {
        if (request.method().equals(SipMethod.ACK) || request.method().equals(SipMethod.CANCEL)) {
            throw new IllegalArgumentException(request.method() + " is not sent by sendRequest");
        }
        return clients.start(OutgoingRequest.of(request, target, Branches.branch(random), settings), now);
    }

    /**
     * Cancels an INVITE: at once if a provisional response has come, with the first one otherwise, never after a final
     * one (RFC 3261 §9.1). The INVITE still ends by a response, usually 487, or {@link TransactionEffect.TimedOut}.
     *
     * @param added fields for the CANCEL, such as Reason (RFC 3326 §2)
     */
    public void cancel(ClientTransactionId invite, Headers added, long now) {
        clients.cancel(invite, added, now);
    }

    /**
     * Sends the ACK for a 2xx, which belongs to no transaction.
     *
     * @return the ACK with its Via. Passed in again for a repeat of the 2xx it is sent as it is
     */
    public SipRequest sendAck(SipRequest ack, Target target) {
        if (!ack.method().equals(SipMethod.ACK)) {
            throw new IllegalArgumentException("not an ACK");
        }
        SipRequest stamped = ack;
        Target actual = target;
        if (ack.headers().vias().isEmpty()) {
            OutgoingRequest out = OutgoingRequest.of(ack, target, Branches.branch(random), settings);
            stamped = out.request();
            actual = out.target();
        } else if (ack.headers().topVia().transport().equals(Transport.TCP.name())
                && target.transport() == Transport.UDP) {
            actual = target.withTransport(Transport.TCP);
        }
        effects.add(new TransactionEffect.Transmit(stamped, actual, Optional.empty(), Optional.empty()));
        return stamped;
    }

    /**
     * Sends a response in a server transaction; a repeated 2xx to INVITE too. Ignored if the transaction is gone or has
     * answered. For requests other than INVITE: provisionals but 100 and a 408 are not sent (RFC 4320 §4).
     */
    public void respond(ServerTransactionId id, SipResponse response, long now) {
        servers.respond(id, response, now);
    }

    /** Takes a message that came from {@code source}; its connection, if any, names where it came in. */
    public void receive(SipMessage message, Target source, long now) {
        switch (message) {
            case SipRequest request -> servers.receive(request, source, now);
            case SipResponse response -> clients.receive(response, source, now);
        }
    }

    /** The message of this effect could not be sent, or the connection it was sent on refused it. */
    public void transportFailed(TransactionEffect.Transmit failed, long now) {
        switch (failed.message()) {
            case SipRequest request -> clients.transportFailed(failed, now);
            case SipResponse response -> servers.transportFailed(failed, response, now);
        }
    }

    /** The request of a server transaction still there. */
    public Optional<SipRequest> request(ServerTransactionId id) {
        return servers.request(id);
    }

    /** The request of a client transaction still there, as it is sent. */
    public Optional<SipRequest> request(ClientTransactionId id) {
        return clients.request(id);
    }

    /**
     * Whether a transaction other than that of this request has the same Call-ID, From tag and CSeq while the request
     * has no To tag (RFC 3261 §8.2.2.2).
     */
    public boolean isMerged(SipRequest request) {
        return servers.isMerged(request);
    }

    /** Lets the timers run that are due. */
    public void timeout(long now) {
        clients.timeout(now);
        servers.timeout(now);
    }

    /** When {@link #timeout} is wanted, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return Math.min(clients.deadline(), servers.deadline());
    }

    /** The next effect, or null when there is none. */
    public @Nullable TransactionEffect poll() {
        return effects.poll();
    }

    /** How many transactions are held. */
    public int size() {
        return clients.size() + servers.size();
    }
}
