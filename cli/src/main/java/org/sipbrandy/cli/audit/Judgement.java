package org.sipbrandy.cli.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.cli.audit.AuditStep.Result;

/**
 * What the evidence of both sides amounts to. What the sides ask for is not known: each is judged under the policy that
 * asks for least, so that the level is the one that the facts support.
 */
final class Judgement {
    private static final Policy LEAST = Policy.OPPORTUNISTIC;

    private final ObservedCall call;
    private final CallMedia media;
    private final Signatures signatures;
    private final Keys keys;
    private final MediaSteps mediaSteps;
    private final List<AuditStep> steps;

    Judgement(
            ObservedCall call,
            CallMedia media,
            Signatures signatures,
            Keys keys,
            MediaSteps mediaSteps,
            List<AuditStep> steps) {
        this.call = call;
        this.media = media;
        this.signatures = signatures;
        this.keys = keys;
        this.mediaSteps = mediaSteps;
        this.steps = List.copyOf(steps);
    }

    private long nanos(Instant time) {
        return java.time.Duration.between(call.began(), time).toNanos();
    }

    /** What one side would have judged, had it seen what the observer sees. */
    Verdict of(boolean caller) {
        return Verdict.of(evidence(caller), LEAST);
    }

    private List<Evidence> evidence(boolean caller) {
        var list = new ArrayList<Evidence>();
        long end = nanos(call.messages().getLast().came().time());
        if (signatures.signed(caller)) {
            list.add(new Evidence.OwnKeysSigned(0, "", keys.of(caller)));
        }
        if (accepted(caller)) {
            list.add(new Evidence.OwnKeysAccepted(end));
        }
        peer(caller, list, end);
        media.answered(caller).ifPresent(at -> {
            list.add(new Evidence.PathFound(nanos(at), "", ""));
            list.add(new Evidence.ConsentFresh(nanos(at)));
        });
        if (media.streams(caller).stream().anyMatch(one -> one.afterConsent() > 0)) {
            list.add(new Evidence.ConsentGone(end));
        }
        media.completed().ifPresent(handshake -> {
            Set<String> shown = new TreeSet<>();
            mediaSteps.shown(!caller).forEach(shown::addAll);
            list.add(new Evidence.DtlsConnected(
                    nanos(handshake.done().orElseThrow()),
                    shown,
                    handshake.profile().orElse(""),
                    handshake.version()));
        });
        return list;
    }

    /** RFC 8862 §4.4: a caller's keys are taken by whoever signs back, a callee's by whoever accepts its request. */
    private boolean accepted(boolean caller) {
        return caller
                ? signatures.signed(false)
                : signatures
                        .reverseAnswered(call)
                        .flatMap(ObservedMessage::response)
                        .filter(it -> it.isSuccess())
                        .isPresent();
    }

    private void peer(boolean caller, List<Evidence> list, long end) {
        var claimed = keys.of(!caller);
        if (!claimed.isEmpty()) {
            list.add(new Evidence.PeerKeysClaimed(end, claimed));
        } else if (call.answer().isPresent()) {
            list.add(new Evidence.PeerHasNoKeys(end));
        }
        var finding = caller ? signatures.answer() : signatures.offer();
        if (finding.isEmpty() && caller && call.accepted().isPresent()) {
            list.add(new Evidence.PeerWillNotSign(end, "accepted without"));
        }
        finding.ifPresent(it -> {
            switch (it) {
                case SignatureFinding.Verified verified ->
                    list.add(new Evidence.PeerKeysSigned(end, verified.peer(), verified.fingerprints()));
                case SignatureFinding.Refused refused ->
                    list.add(new Evidence.Failure(end, refused.reason(), refused.detail()));
                case SignatureFinding.Absent absent -> list.add(new Evidence.PeerWillNotSign(end, absent.detail()));
                case SignatureFinding.Unread _ -> {}
            }
        });
    }

    /** How well the media was protected: the verdicts, and what was seen to pass. */
    Level level() {
        boolean flows = media.allStreams().findAny().isPresent();
        if (flows && mediaSteps.plain()) {
            return Level.CLEAR;
        }
        boolean both = of(true).level() == Level.CONFIDENTIAL && of(false).level() == Level.CONFIDENTIAL;
        if (both && allReached()) {
            return Level.CONFIDENTIAL;
        }
        if (flows) {
            return Level.ENCRYPTED;
        }
        boolean refused = call.ended().isPresent()
                && (call.accepted().isEmpty() || !reasons().isEmpty());
        return refused ? Level.REFUSED : Level.PENDING; // whose media was not captured, nothing is known of
    }

    /** Why it is not better, gravest first. */
    List<Reason> reasons() {
        var all = EnumSet.noneOf(Reason.class);
        all.addAll(of(true).reasons());
        for (Reason reason : of(false).reasons()) {
            // of the one who called it is the request that lacks the signature
            all.add(reason == Reason.ANSWER_NOT_SIGNED ? Reason.IDENTITY_MISSING : reason);
        }
        steps.forEach(step -> step.reason().ifPresent(all::add));
        call.messages().forEach(message -> told(message).ifPresent(all::add));
        return List.copyOf(all);
    }

    /** What a message says of why the call is refused or ended. */
    static Optional<Reason> told(ObservedMessage message) {
        boolean mayTell = message.isRequest("BYE")
                || message.isRequest("CANCEL")
                || message.response().filter(it -> it.status() >= 300).isPresent();
        return mayTell ? Refusals.of(message.message()) : Optional.empty();
    }

    /** Every step; of media it is enough that nothing is wrong with what was seen. */
    boolean allReached() {
        return steps.stream()
                .allMatch(step ->
                        step.result() == Result.REACHED || step.step() == Step.MEDIA && step.result() != Result.FAILED);
    }
}
