package org.sipbrandy.cli;

import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;

/** How the program ends; the numbers are part of its contract. */
enum ExitCode {
    DONE(0),
    USAGE(2),
    NOT_ANSWERED(3),
    REFUSED(4),
    MEDIA_FAILED(5),
    UNAVAILABLE(69),
    BUG(70),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** How a call ended. */
    static ExitCode of(CallEvent.Ended ended, boolean established) {
        var reasons = ended.verdict().reasons();
        if (ended.verdict().level() == Level.REFUSED || reasons.contains(Reason.CONSENT_EXPIRED)) {
            return reasons.stream().anyMatch(reason -> !reason.ofMedia()) ? REFUSED : MEDIA_FAILED;
        }
        return established ? DONE : NOT_ANSWERED;
    }
}
