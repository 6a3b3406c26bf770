package org.sipbrandy.cli.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;

/**
 * What a capture says of one call.
 *
 * @param began by the clock of the capture
 * @param from the caller, as its INVITE claims
 * @param to who was called
 * @param outcome how it went on, such as {@code accepted, ended by the caller}
 * @param steps all of them, in their order
 * @param level how well the media was protected, as far as can be seen
 * @param reasons why not better, gravest first
 * @param caller who signed for the caller, where that verified
 * @param callee who signed for the callee, where that verified
 * @param notes what else is worth knowing
 * @param byCaller the same as the caller would have told it live
 * @param byCallee the same as the callee would have told it live
 */
public record AuditedCall(
        String callId,
        Instant began,
        String from,
        String to,
        String outcome,
        List<AuditStep> steps,
        Level level,
        List<Reason> reasons,
        Optional<PeerIdentity> caller,
        Optional<PeerIdentity> callee,
        List<String> notes,
        List<CallEvent> byCaller,
        List<CallEvent> byCallee) {
    public AuditedCall {
        steps = List.copyOf(steps);
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
        byCaller = List.copyOf(byCaller);
        byCallee = List.copyOf(byCallee);
    }

    /** The step that says why it got no further: the first that failed or was not reached, else the first not seen. */
    public Optional<AuditStep> next() {
        return first(AuditStep.Result.FAILED, AuditStep.Result.NOT_REACHED)
                .or(() -> first(AuditStep.Result.NOT_SEEN, AuditStep.Result.NOT_SEEN));
    }

    private Optional<AuditStep> first(AuditStep.Result one, AuditStep.Result other) {
        return steps.stream()
                .filter(step -> step.result() == one || step.result() == other)
                .findFirst();
    }
}
