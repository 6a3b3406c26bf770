package org.sipbrandy.call.caller;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;

/** Finding out where the INVITE goes. */
final class Locating extends CallerState {
    Locating(CallerLeg leg) {
        super(leg);
    }

    void begin(Uri next) {
        leg.ports.locate(next, (found, at) -> located(next, found, at));
    }

    private void located(Uri next, List<Target> found, long at) {
        leg.at(at);
        if (leg.over()) {
            return;
        }
        var hops = Hops.of(found);
        if (hops.isEmpty()) {
            leg.end(EndedBy.NETWORK, 503, "nobody is to be found at " + next);
            return;
        }
        var opening = new OpeningMedia(leg, hops.get());
        leg.become(opening);
        opening.begin();
    }

    @Override
    void sayGoodbye(Optional<Reason> why) {
        // nobody knows of the call yet
    }
}
