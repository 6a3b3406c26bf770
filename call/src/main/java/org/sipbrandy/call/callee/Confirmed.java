package org.sipbrandy.call.callee;

import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.sip.message.SipMethod;

/** The ACK came (flows.md §1.2 step 11). */
final class Confirmed extends CalleeState {
    Confirmed(CalleeLeg leg) {
        super(leg);
    }

    @Override
    boolean mayBeOffered(SipMethod method) {
        return true;
    }

    @Override
    void leave(Parting how) {
        leg.repeats.finish();
        leg.dialog.bye(how.why(), leg.ports, leg.now());
        leg.become(new Ended(leg));
        leg.end(how.by(), how.status(), how.told());
    }

    @Override
    void mediaLost(Parting how) {
        leave(how);
    }

    @Override
    void hangUp() {
        leave(Parting.plain(EndedBy.LOCAL, 0, "hung up"));
    }

    @Override
    void peerLeft() {
        leg.repeats.finish();
        leg.become(new Ended(leg));
        leg.end(EndedBy.REMOTE, 0, "the peer hung up");
    }
}
