package org.sipbrandy.call.leg;

import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.offer.Holds;

/** Tells when one side holds the other and when it takes it back, once each. Not thread-safe. */
final class Holding {
    private final Leg leg;
    private Holds told = Holds.NONE;

    Holding(Leg leg) {
        this.leg = leg;
    }

    /** An exchange is complete. */
    void agreed(Holds holds) {
        if (holds.local() != told.local()) {
            leg.protection.tell(new CallEvent.Held(leg.now(), true, holds.local()));
        }
        if (holds.remote() != told.remote()) {
            leg.protection.tell(new CallEvent.Held(leg.now(), false, holds.remote()));
        }
        told = holds;
    }
}
