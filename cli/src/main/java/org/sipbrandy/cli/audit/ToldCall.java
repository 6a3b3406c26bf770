package org.sipbrandy.cli.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.leg.SignalTrace;

/** Tells a call of a capture in the events of a live one, so that it is drawn as those are. */
final class ToldCall {
    private static final int MAX_REPEATS = 20;
    private static final Set<Step> OF_CALLER =
            EnumSet.of(Step.OFFER_SIGNED, Step.ANSWER_RECEIVED, Step.ANSWER_VERIFIED);
    private static final Set<Step> OF_CALLEE = EnumSet.of(Step.OFFER_VERIFIED, Step.ANSWER_SIGNED);

    private final ObservedCall call;
    private final List<AuditStep> steps;
    private final Judgement judgement;
    private final String from;
    private final String to;

    ToldCall(ObservedCall call, List<AuditStep> steps, Judgement judgement, String from, String to) {
        this.call = call;
        this.steps = steps;
        this.judgement = judgement;
        this.from = from;
        this.to = to;
    }

    List<CallEvent> by(boolean caller) {
        var events = new ArrayList<CallEvent>();
        var hop = call.messages().getFirst().left();
        events.add(
                caller
                        ? new CallEvent.Outgoing(
                                0, from, to, hop.transport(), hop.to().toString())
                        : new CallEvent.Incoming(
                                0, from, to, hop.transport(), hop.from().toString()));
        var trace = new SignalTrace();
        for (ObservedMessage message : call.messages()) {
            boolean sent = message.fromCaller() == caller;
            var seen = sent ? message.left() : message.came();
            long at = nanos(seen.time());
            for (int i = 0; i < Math.min(message.times(), MAX_REPEATS); i++) {
                trace.of(seen.message(), sent, at, at).ifPresent(events::add);
            }
        }
        for (AuditStep step : steps) {
            var others = caller ? OF_CALLEE : OF_CALLER;
            if (step.at().isPresent() && !others.contains(step.step())) {
                long at = Math.max(0, nanos(step.at().get()));
                boolean ok = step.result() == AuditStep.Result.REACHED;
                events.add(new CallEvent.StepReached(at, step.step(), ok, step.detail(), at));
            }
        }
        var verdict =
                new Verdict(judgement.level(), judgement.of(caller).peer(), judgement.reasons(), Policy.OPPORTUNISTIC);
        long end = nanos(call.messages().getLast().came().time());
        events.add(new CallEvent.SecurityChanged(end, verdict));
        events.add(new CallEvent.Ended(
                end,
                CallEvent.EndedBy.REMOTE,
                0,
                call.ended().isPresent() ? "as captured" : "no end in the capture",
                verdict,
                OptionalLong.empty(),
                Optional.empty()));
        return events;
    }

    private long nanos(Instant time) {
        return Duration.between(call.began(), time).toNanos();
    }
}
