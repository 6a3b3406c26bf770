package org.sipbrandy.call.transfer;

import java.util.Optional;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.TransferState;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;

/**
 * A wish of the far end that we call somebody else, which was granted: the new call is made, and what comes of it is told.
 * While the new call talks it has the application's media. Not thread-safe.
 */
final class IncomingRefer {
    /** Whoever asked ends the old call; if it does not, we do. */
    private static final long GOODBYE = 10_000_000_000L;

    private final Leg leg;
    private final ReferTarget.Callee target;
    private final ReferReports reports;
    private Optional<String> next = Optional.empty();
    private State state = State.CALLING;

    private enum State {
        CALLING,
        TALKING,
        OVER
    }

    IncomingRefer(Leg leg, ReferTarget.Callee target, CallDialog dialog, long cseq) {
        this.leg = leg;
        this.target = target;
        this.reports = new ReferReports(leg, dialog, cseq);
    }

    /** The new call, held as the old one is. */
    void call(Transfers.Placing placing, NameAddr askedBy) {
        var added = Headers.builder().add(HeaderName.REFERRED_BY, NameAddr.of(askedBy.uri()));
        target.replaces().ifPresent(it -> {
            added.add(HeaderName.REPLACES, it);
            added.add(HeaderName.REQUIRE, "replaces"); // else it would ring there as any call does
        });
        reports.progress(100);
        next = Optional.of(
                placing.place(NameAddr.of(leg.address()), target.uri(), leg.settings, added.build(), leg.now()));
        tell(TransferState.UNDER_WAY, 100);
    }

    Optional<String> next() {
        return next;
    }

    boolean over() {
        return state == State.OVER;
    }

    /** Something happened in the new call. */
    void told(CallEvent event) {
        leg.at(event.at());
        if (event instanceof CallEvent.Ringing it && state == State.CALLING) {
            reports.progress(it.status());
        } else if (event instanceof CallEvent.Established && state == State.CALLING) {
            state = State.TALKING;
            if (!leg.over()) {
                leg.lendMedia();
                reports.last(200);
                tell(TransferState.DONE, 200);
                leg.timers.set(
                        Timer.TRANSFER, leg.now() + GOODBYE, () -> leg.giveWay("transferred to " + target.uri()));
            }
        } else if (event instanceof CallEvent.Ended it) {
            ended(it);
        }
    }

    private void ended(CallEvent.Ended it) {
        boolean stood = state == State.TALKING;
        state = State.OVER;
        if (leg.over() || stood) {
            return; // the old call ends, too, whoever ends it
        }
        int status = status(it);
        reports.last(status);
        tell(TransferState.FAILED, status);
    }

    /** What the far end is told of a new call that came to nothing. */
    private static int status(CallEvent.Ended it) {
        if (it.status() >= 300) {
            return it.status();
        }
        return it.verdict().reasons().stream()
                .findFirst()
                .map(Refusals::status)
                .orElse(it.by() == CallEvent.EndedBy.LOCAL ? 603 : 480);
    }

    private void tell(TransferState how, int status) {
        leg.protection.tell(
                new CallEvent.Transfer(leg.now(), false, how, target.uri().toString(), status, next));
    }
}
