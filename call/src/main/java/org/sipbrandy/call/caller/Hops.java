package org.sipbrandy.call.caller;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.sip.transport.Target;

/**
 * Where an INVITE goes, and where it goes if nobody is there (RFC 3263 §4.3).
 *
 * @param others those not tried yet, in order
 */
record Hops(Target current, List<Target> others) {
    Hops {
        others = List.copyOf(others);
    }

    static Optional<Hops> of(List<Target> found) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Hops(found.getFirst(), found.subList(1, found.size())));
    }

    Optional<Hops> next() {
        return of(others);
    }
}
