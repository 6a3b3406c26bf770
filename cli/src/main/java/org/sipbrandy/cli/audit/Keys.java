package org.sipbrandy.cli.audit;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sipbrandy.call.leg.SignalTrace;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CryptoAttribute;

/**
 * What the two sides say of their keys in their descriptions.
 *
 * @param caller the caller's fingerprints
 * @param callee the callee's fingerprints
 * @param sdes whether both describe keys of SDES (RFC 4568), in the signalling itself
 * @param any whether the callee described keys of any kind
 */
record Keys(Set<String> caller, Set<String> callee, boolean sdes, boolean any) {
    Keys {
        caller = Set.copyOf(caller);
        callee = Set.copyOf(callee);
    }

    static Keys of(ObservedCall call) {
        var caller = described(call, true);
        var callee = described(call, false);
        boolean sdes = sdes(call, true) && sdes(call, false);
        return new Keys(caller, callee, sdes, !callee.isEmpty() || sdes);
    }

    Set<String> of(boolean ofCaller) {
        return ofCaller ? caller : callee;
    }

    private static Set<String> described(ObservedCall call, boolean byCaller) {
        var all = new TreeSet<String>();
        var trace = new SignalTrace();
        for (ObservedMessage message : call.messages()) {
            if (message.fromCaller() == byCaller) {
                trace.of(message.message(), true, 0, 0)
                        .ifPresent(it -> all.addAll(it.keys().described()));
            }
        }
        return all;
    }

    private static boolean sdes(ObservedCall call, boolean byCaller) {
        List<SessionDescription> all = call.messages().stream()
                .filter(message -> message.fromCaller() == byCaller)
                .flatMap(message -> message.description().stream())
                .toList();
        return all.stream()
                .flatMap(description -> description.media().stream())
                .anyMatch(m -> m.hasAttribute(CryptoAttribute.NAME));
    }
}
