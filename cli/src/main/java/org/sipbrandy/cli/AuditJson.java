package org.sipbrandy.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.cli.audit.Audit;
import org.sipbrandy.cli.audit.AuditStep;
import org.sipbrandy.cli.audit.AuditedCall;

/** The calls of a capture as JSON: one object for each, then one for the capture. */
final class AuditJson {
    private AuditJson() {}

    static JsonLine call(AuditedCall call) {
        return new JsonLine()
                .put("event", "audit.call")
                .put("time", time(call.began()))
                .put("call", call.callId())
                .put("from", call.from())
                .put("to", call.to())
                .put("outcome", call.outcome())
                .put("level", call.level().word())
                .put("reasons", call.reasons().stream().map(Reason::code).toList())
                .put("caller", call.caller().map(PeerIdentity::name))
                .put("caller_trust", call.caller().map(peer -> peer.trust().word()))
                .put("callee", call.callee().map(PeerIdentity::name))
                .put("callee_trust", call.callee().map(peer -> peer.trust().word()))
                .objects(
                        "steps",
                        call.steps().stream().map(step -> step(call, step)).toList())
                .put("next", call.next().map(step -> step.step().word()))
                .put("why", call.next().map(AuditStep::detail))
                .put("notes", call.notes());
    }

    private static JsonLine step(AuditedCall call, AuditStep step) {
        return new JsonLine()
                .put("step", step.step().word())
                .put("result", step.result().word())
                .put("detail", step.detail())
                .put("reason", step.reason().map(Reason::code))
                .millis(
                        "elapsed_ms",
                        step.at()
                                .map(at -> java.util.OptionalLong.of(
                                        Duration.between(call.began(), at).toNanos()))
                                .orElse(java.util.OptionalLong.empty()));
    }

    static JsonLine end(Audit.Result result) {
        return JsonCall.event("audit.end")
                .put("calls", result.calls().size())
                .put("packets", result.packets())
                .put("breach", result.breach())
                .put("unread_paths", result.loosePaths())
                .put("left_out", result.leftOut());
    }

    private static String time(Instant time) {
        return String.format(
                "%tFT%<tT.%<tLZ", time.truncatedTo(ChronoUnit.MILLIS).atOffset(java.time.ZoneOffset.UTC));
    }
}
