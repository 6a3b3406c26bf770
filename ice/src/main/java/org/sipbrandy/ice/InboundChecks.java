package org.sipbrandy.ice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunMessage;

/** Answers the Binding requests of the peer (RFC 8445 §7.3, RFC 8489 §9.1.3). */
final class InboundChecks {
    /** Of answers to requests that prove nothing only so many are given, so that nobody is flooded through us. */
    private static final int MAX_REFUSALS = 20;

    private static final long REFUSAL_WINDOW = Duration.ofSeconds(1).toNanos();

    private final IceAgent agent;
    private long windowStart;
    private int refusals;

    InboundChecks(IceAgent agent) {
        this.agent = agent;
    }

    void request(StunMessage request, TransportAddress local, TransportAddress source, long now) {
        Candidate candidate = agent.candidateAt(local);
        // RFC 8445 §7.2.2: checks have a FINGERPRINT; without it this is something else that looks like STUN.
        if (candidate == null || !request.hasFingerprint()) {
            return;
        }
        StunAttribute.@Nullable Username username =
                request.first(StunAttribute.Username.class).orElse(null);
        if (username == null) {
            refuse(request, local, source, Binding.BAD_REQUEST, "Bad Request", now);
            return;
        }
        int colon = username.value().indexOf(':');
        IceSession session = colon < 0 ? null : agent.session(username.value().substring(0, colon));
        if (session == null) {
            refuse(request, local, source, Binding.UNAUTHENTICATED, "Unauthenticated", now);
            return;
        }
        switch (request.integrity(session.local().key())) {
            case ABSENT -> refuse(request, local, source, Binding.BAD_REQUEST, "Bad Request", now);
            case INVALID -> refuse(request, local, source, Binding.UNAUTHENTICATED, "Unauthenticated", now);
            case VALID -> authenticated(request, session, candidate, source, now);
        }
    }

    private void authenticated(
            StunMessage request, IceSession session, Candidate local, TransportAddress source, long now) {
        if (!request.unknownRequired().isEmpty()) {
            // RFC 8489 §6.3.1.
            send(local, source, Binding.unknownAttributes(request, request.unknownRequired(), session.local()));
            return;
        }
        boolean isCurrent = session == agent.current();
        if (isCurrent && conflicts(request) && !yields(request)) {
            send(local, source, Binding.error(request, Binding.ROLE_CONFLICT, "Role Conflict", session.local()));
            return;
        }
        send(local, source, Binding.success(request, source, session.local()));
        if (isCurrent) {
            session.request(
                    new EarlyCheck(
                            local,
                            source,
                            request.first(StunAttribute.Priority.class)
                                    .map(StunAttribute.Priority::value)
                                    .orElse(0L),
                            request.first(StunAttribute.UseCandidate.class).isPresent()),
                    now);
        }
    }

    /** RFC 8445 §7.3.1.1: the peer says that it has our role. */
    private boolean conflicts(StunMessage request) {
        return switch (agent.role()) {
            case CONTROLLING ->
                request.first(StunAttribute.IceControlling.class).isPresent();
            case CONTROLLED -> request.first(StunAttribute.IceControlled.class).isPresent();
        };
    }

    /** RFC 8445 §7.3.1.1: whoever has the larger tie-breaker is to control; true if we have to change, and did. */
    private boolean yields(StunMessage request) {
        long ours = agent.context().tieBreaker();
        boolean larger = switch (agent.role()) {
            case CONTROLLING ->
                request.first(StunAttribute.IceControlling.class)
                        .map(theirs -> Long.compareUnsigned(ours, theirs.tieBreaker()) >= 0)
                        .orElse(true);
            case CONTROLLED ->
                request.first(StunAttribute.IceControlled.class)
                        .map(theirs -> Long.compareUnsigned(ours, theirs.tieBreaker()) >= 0)
                        .orElse(true);
        };
        boolean change = larger == (agent.role() == IceRole.CONTROLLED);
        if (change) {
            agent.current().changeRole(agent.role().opposite());
        }
        return change;
    }

    private void refuse(
            StunMessage request, TransportAddress local, TransportAddress source, int code, String reason, long now) {
        if (refusals == 0 || now - windowStart >= REFUSAL_WINDOW) {
            windowStart = now;
            refusals = 0;
        }
        if (refusals < MAX_REFUSALS) {
            refusals++;
            agent.context()
                    .emit(new IceEffect.SendDatagram(local, source, Binding.unsignedError(request, code, reason)));
        }
    }

    private void send(Candidate local, TransportAddress source, byte[] response) {
        agent.context().emit(new IceEffect.SendDatagram(local.base(), source, response));
    }
}
