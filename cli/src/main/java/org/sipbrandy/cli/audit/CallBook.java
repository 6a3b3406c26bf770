package org.sipbrandy.cli.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sipbrandy.sip.message.SipMessage;

/** Gathers the messages of calls by their Call-ID. Bounded: what is beyond is counted and left out. Not thread-safe. */
final class CallBook {
    private static final Set<String> OF_CALLS = Set.of("INVITE", "ACK", "PRACK", "UPDATE", "INFO", "BYE", "CANCEL");
    private static final int MAX_CALLS = 20_000;
    private static final int MAX_MESSAGES = 1000;
    private static final long MAX_OCTETS = 32L << 20;
    /** What a message weighs besides its body. */
    private static final int HEAD = 1024;

    private final Map<String, List<Sighting>> calls = new LinkedHashMap<>();
    private long octets;
    private long leftOut;

    void add(Sighting sighting) {
        var message = sighting.message();
        if (!OF_CALLS.contains(message.headers().cseq().method().name())) {
            return;
        }
        String callId = message.headers().callId();
        var known = calls.get(callId);
        int weight = weight(message);
        if (octets + weight > MAX_OCTETS || known == null && calls.size() >= MAX_CALLS) {
            leftOut++;
            return;
        }
        if (known == null) {
            known = new ArrayList<>();
            calls.put(callId, known);
        }
        if (known.size() >= MAX_MESSAGES) {
            leftOut++;
            return;
        }
        known.add(sighting);
        octets += weight;
    }

    private static int weight(SipMessage message) {
        int identity =
                message.headers().identity().stream().mapToInt(String::length).sum();
        return HEAD + message.body().bytes().length + identity;
    }

    /** The calls, in the order in which they began. */
    List<ObservedCall> calls() {
        var all = new ArrayList<ObservedCall>();
        calls.forEach((callId, sightings) -> all.add(ObservedCall.of(callId, sightings)));
        all.sort(java.util.Comparator.comparing(ObservedCall::began));
        return all;
    }

    /** How many messages were left out. */
    long leftOut() {
        return leftOut;
    }
}
