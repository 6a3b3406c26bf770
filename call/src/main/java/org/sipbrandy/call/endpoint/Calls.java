package org.sipbrandy.call.endpoint;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipbrandy.call.callee.CalleeLeg;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transaction.ServerTransactionId;

/** The calls that are held, by name: the Call-ID, with a suffix for the called end of a call to oneself. */
final class Calls {
    private static final String CALLEE = ";callee";

    private final Map<String, Leg> legs = new LinkedHashMap<>();
    private final Map<ServerTransactionId, CalleeLeg> invited = new HashMap<>();

    void add(Leg leg) {
        legs.put(leg.callId, leg);
    }

    void add(CalleeLeg leg, ServerTransactionId invite) {
        add(leg);
        invited.put(invite, leg);
    }

    void remove(Leg leg) {
        legs.remove(leg.callId, leg);
    }

    /** The INVITE's transaction is over. */
    void forget(ServerTransactionId invite) {
        invited.remove(invite);
    }

    /** The name for a call that comes in; empty if there is one with that Call-ID already. */
    Optional<String> nameFor(String callId) {
        if (!legs.containsKey(callId)) {
            return Optional.of(callId);
        }
        return legs.containsKey(callId + CALLEE) ? Optional.empty() : Optional.of(callId + CALLEE);
    }

    Optional<Leg> named(String name) {
        return Optional.ofNullable(legs.get(name));
    }

    Optional<CalleeLeg> incoming(String name) {
        return named(name).filter(CalleeLeg.class::isInstance).map(CalleeLeg.class::cast);
    }

    Optional<CalleeLeg> invitedBy(ServerTransactionId invite) {
        return Optional.ofNullable(invited.get(invite));
    }

    /** The one that a request within a dialog belongs to. */
    Optional<Leg> of(Headers headers) {
        String tag = headers.to().tag().orElse("");
        return named(headers.callId())
                .filter(leg -> leg.localTag().equals(tag))
                .or(() -> named(headers.callId() + CALLEE)
                        .filter(leg -> leg.localTag().equals(tag)));
    }

    /** The one that a message belongs to that leaves or came; none for an INVITE that has just come. */
    Optional<Leg> passing(SipMessage message, boolean sent) {
        var headers = message.headers();
        boolean ownFrom = sent == message instanceof SipRequest;
        var own = (ownFrom ? headers.from() : headers.to()).tag();
        return Stream.of(headers.callId(), headers.callId() + CALLEE)
                .map(legs::get)
                .filter(Objects::nonNull)
                // Only what a callee sends or gets before its first response has no tag of ours.
                .filter(leg ->
                        own.isPresent() ? leg.localTag().equals(own.get()) : !ownFrom && leg instanceof CalleeLeg)
                .findFirst();
    }

    /** All; may be changed while they are gone through. */
    List<Leg> all() {
        return List.copyOf(legs.values());
    }

    List<String> names() {
        return List.copyOf(legs.keySet());
    }

    int count() {
        return legs.size();
    }
}
