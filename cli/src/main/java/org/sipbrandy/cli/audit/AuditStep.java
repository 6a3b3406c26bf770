package org.sipbrandy.cli.audit;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;

/**
 * How far a call got with one step of the protection, as an observer sees it.
 *
 * @param detail for a person
 * @param at when it was reached or failed
 * @param reason why it failed, in the words of live calls
 */
public record AuditStep(Step step, Result result, String detail, Optional<Instant> at, Optional<Reason> reason) {

    /** What came of it. */
    public enum Result {
        REACHED,
        FAILED,
        /** The call ended, or an earlier step failed, before it could be reached. */
        NOT_REACHED,
        /** The capture does not tell. */
        NOT_SEEN;

        /** The word as JSON has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static AuditStep reached(Step step, Instant at, String detail) {
        return new AuditStep(step, Result.REACHED, detail, Optional.of(at), Optional.empty());
    }

    static AuditStep failed(Step step, Instant at, Reason reason, String detail) {
        return new AuditStep(step, Result.FAILED, detail, Optional.of(at), Optional.of(reason));
    }

    static AuditStep notReached(Step step, String detail) {
        return new AuditStep(step, Result.NOT_REACHED, detail, Optional.empty(), Optional.empty());
    }

    static AuditStep notSeen(Step step, String detail) {
        return new AuditStep(step, Result.NOT_SEEN, detail, Optional.empty(), Optional.empty());
    }
}
