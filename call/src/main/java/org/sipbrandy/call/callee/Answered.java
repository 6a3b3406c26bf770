package org.sipbrandy.call.callee;

import java.util.Optional;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMethod;

/** Our 2xx is out (flows.md §1.2 step 10); it is repeated until its ACK comes. Until then no BYE may be sent (SIP-26). */
final class Answered extends CalleeState {
    private final AfterAck after;
    private Optional<Parting> waiting = Optional.empty();

    private enum AfterAck {
        TALK,
        /** Our keys are still to be signed. */
        SIGN
    }

    private Answered(CalleeLeg leg, AfterAck after) {
        super(leg);
        this.after = after;
    }

    /** The 183 had our answer. */
    static void succeed(CalleeLeg leg) {
        send(leg, success(leg), AfterAck.TALK);
    }

    /** Our answer goes into the 2xx. */
    static void succeed(CalleeLeg leg, SessionDescription answer, Caller caller) {
        if (caller == Caller.SIGNED) { // it cannot take our signature now, and policy lets that pass
            leg.protection.record(new Evidence.PeerWillNotSign(leg.now(), "the caller takes no signed UPDATE"));
        }
        send(
                leg,
                success(leg).body(MediaType.SDP, Body.of(answer.toBytes())),
                caller.takesLateSignature(leg.invite) ? AfterAck.SIGN : AfterAck.TALK);
    }

    private static ResponseBuilder success(CalleeLeg leg) {
        return leg.response(200, "").set(HeaderName.CONTACT, leg.dialog.contact()); // CONN-26
    }

    private static void send(CalleeLeg leg, ResponseBuilder success, AfterAck after) {
        leg.become(new Answered(leg, after));
        leg.dialog.confirm();
        leg.repeats.succeed(success.build(), leg.now());
        leg.repeat();
    }

    /** The 183 gave our answer, or the 2xx does; the INVITE's own transaction is not over. */
    @Override
    boolean mayBeOffered(SipMethod method) {
        return method.equals(SipMethod.UPDATE);
    }

    @Override
    void acknowledged() {
        leg.become(new Confirmed(leg));
        if (waiting.isPresent()) {
            leg.leave(waiting.get());
            return;
        }
        leg.heed();
        if (after == AfterAck.SIGN) {
            LateSignature.begin(leg);
        }
    }

    /** SIP-04. */
    @Override
    void gaveUp() {
        leg.dialog.acknowledged(); // RFC 3261 §13.3.1.4: now BYE is allowed
        leg.become(new Confirmed(leg));
        leg.leave(waiting.orElseGet(() -> Parting.plain(EndedBy.NETWORK, 408, "no ACK came")));
    }

    @Override
    void leave(Parting how) {
        waiting = Optional.of(how);
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
