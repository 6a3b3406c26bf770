package org.sipbrandy.sip.transaction;

import java.util.Optional;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transport.Target;

/** What a {@link TransactionLayer} wants sent, or tells its user (the TU). */
public sealed interface TransactionEffect {

    /**
     * Send a message. Should that fail for good, hand this very effect to {@link TransactionLayer#transportFailed}.
     *
     * @param message to be encoded as it is
     * @param client the client transaction it belongs to, if any
     * @param server the server transaction it belongs to, if any
     */
    record Transmit(
            SipMessage message,
            Target target,
            Optional<ClientTransactionId> client,
            Optional<ServerTransactionId> server)
            implements TransactionEffect {}

    /**
     * A new request, for the TU to answer with {@link TransactionLayer#respond}. Never ACK or CANCEL.
     *
     * @param request with {@code received} and {@code rport} filled into its top Via
     * @param source where it came from
     * @param merged whether another server transaction has the same Call-ID, From tag and CSeq and the request has no
     *     To tag: to be refused with 482 (RFC 3261 §8.2.2.2), except for a repair of its Identity (RFC 8224 §6.2.3)
     */
    record RequestReceived(ServerTransactionId id, SipRequest request, Target source, boolean merged)
            implements TransactionEffect {}

    /** An ACK for a 2xx, or for nothing that is known; the dialog decides (RFC 3261 §13.3.1.4, RFC 6026 §7.1). */
    record AckReceived(SipRequest ack, Target source) implements TransactionEffect {}

    /** The INVITE, still unanswered by a final response, is cancelled: answer it with 487. The CANCEL is answered. */
    record CancelReceived(ServerTransactionId invite, SipRequest cancel) implements TransactionEffect {}

    /**
     * A response: every provisional, the first final, and every 2xx to INVITE, repeats included. A non-2xx to INVITE is
     * acknowledged already.
     */
    record ResponseReceived(ClientTransactionId id, SipResponse response, Target source) implements TransactionEffect {}

    /**
     * No final response in time: counts as 408 (RFC 3261 §8.1.3.1).
     *
     * @param silent whether nothing at all was received, which calls for the next server (RFC 3263 §4.3)
     */
    record TimedOut(ClientTransactionId id, boolean silent) implements TransactionEffect {}

    /** The request could not be sent: counts as 503 (RFC 3261 §8.1.3.1), and calls for the next server. */
    record TransportFailed(ClientTransactionId id) implements TransactionEffect {}

    /** No ACK came for the non-2xx final response (timer H). */
    record AckMissing(ServerTransactionId id) implements TransactionEffect {}

    /** The response could be sent to none of the places that the request names. */
    record ResponseUndeliverable(ServerTransactionId id, SipResponse response) implements TransactionEffect {}

    /** The client transaction is gone; nothing more comes from it. */
    record ClientEnded(ClientTransactionId id) implements TransactionEffect {}

    /** The server transaction is gone; responses to it are ignored from now on. */
    record ServerEnded(ServerTransactionId id) implements TransactionEffect {}
}
