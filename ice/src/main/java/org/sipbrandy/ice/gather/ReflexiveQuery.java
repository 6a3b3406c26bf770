package org.sipbrandy.ice.gather;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;

/** Asks a STUN server how it sees one of our sockets (RFC 8445 §5.1.1.2), with repetitions (RFC 8489 §6.2.1). */
final class ReflexiveQuery {
    private static final long RTO = Duration.ofMillis(500).toNanos();
    private static final int MAX_TRANSMISSIONS = 7;
    private static final int LAST_WAIT = 16;

    private final TransactionId id;
    private final byte[] request;
    private final TransportAddress base;
    private final IceServer.Stun server;
    private int transmissions;
    private long nextAt;
    private boolean over;

    ReflexiveQuery(TransportAddress base, IceServer.Stun server, TransactionId id, long now) {
        this.id = id;
        this.request = StunBuilder.request(id).withFingerprint();
        this.base = base;
        this.server = server;
        this.nextAt = now;
    }

    TransportAddress base() {
        return base;
    }

    IceServer.Stun server() {
        return server;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /** What is to be sent now; null if nothing is due, or it is over. */
    byte @Nullable [] due(long now) {
        if (over || now - nextAt < 0) {
            return null;
        }
        if (transmissions == MAX_TRANSMISSIONS) {
            over = true;
            return null;
        }
        transmissions++;
        nextAt = now + (transmissions == MAX_TRANSMISSIONS ? LAST_WAIT * RTO : RTO << transmissions - 1);
        return request.clone();
    }

    long deadline() {
        return over ? Long.MAX_VALUE : nextAt;
    }

    /** Whether the message is the answer: to this request, from where it went, to where it came from. */
    boolean isAnswer(StunMessage message, TransportAddress local, TransportAddress from) {
        boolean response = message.messageClass() == StunClass.SUCCESS || message.messageClass() == StunClass.ERROR;
        return response
                && message.method() == StunMessage.BINDING
                && message.id().equals(id)
                && local.equals(base)
                && from.equals(server.address());
    }

    /** Our address as the server sees it, or null if the answer has none that could be a candidate. */
    @Nullable
    TransportAddress answered(StunMessage message) {
        over = true;
        var mapped = message.first(StunAttribute.XorMappedAddress.class);
        if (message.messageClass() != StunClass.SUCCESS
                || !message.unknownRequired().isEmpty()
                || mapped.isEmpty()) {
            return null;
        }
        return mapped.get().address();
    }
}
