package org.sipbrandy.call.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.sip.transport.Target;

/** What was asked of those who have threads, stores and DNS, by the number under which they answer. */
final class Tickets {
    private final Map<Long, LegPorts.OnSigned> signings = new HashMap<>();
    private final Map<Long, LegPorts.OnVerified> verifications = new HashMap<>();
    private final Map<Long, LegPorts.OnLocated> searches = new HashMap<>();
    private long next;

    long signing(LegPorts.OnSigned then) {
        signings.put(next, then);
        return next++;
    }

    long verification(LegPorts.OnVerified then) {
        verifications.put(next, then);
        return next++;
    }

    long search(LegPorts.OnLocated then) {
        searches.put(next, then);
        return next++;
    }

    void signed(long ticket, RequestSigner.Signed result, long now) {
        var then = signings.remove(ticket);
        if (then != null) {
            then.signed(result, now);
        }
    }

    void verified(long ticket, RequestVerifier.Checked result, long now) {
        var then = verifications.remove(ticket);
        if (then != null) {
            then.verified(result, now);
        }
    }

    void located(long ticket, List<Target> targets, long now) {
        var then = searches.remove(ticket);
        if (then != null) {
            then.located(targets, now);
        }
    }
}
