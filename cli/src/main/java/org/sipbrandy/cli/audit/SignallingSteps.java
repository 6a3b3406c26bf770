package org.sipbrandy.cli.audit;

import java.util.List;
import java.util.Locale;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.sip.message.SipResponse;

/** The steps that signalling shows. */
final class SignallingSteps {
    private final ObservedCall call;
    private final Signatures signatures;

    SignallingSteps(ObservedCall call, Signatures signatures) {
        this.call = call;
        this.signatures = signatures;
    }

    AuditStep signalling() {
        var first = call.invite().orElse(call.messages().getFirst());
        var hop = first.left();
        String how = switch (hop.transport()) {
            case "tls" -> "encrypted; read with the key log";
            case "tcp" -> viaTls(first) ? "TLS by its Via, but in clear in this capture" : "the hop is not encrypted";
            default -> "the hop is not encrypted";
        };
        int more = call.messages().stream()
                        .mapToInt(message -> message.hops().size())
                        .max()
                        .orElse(1)
                - 1;
        return AuditStep.reached(
                Step.SIGNALLING,
                hop.time(),
                hop.transport() + " " + hop.from() + " to " + hop.to() + ", " + how
                        + (more > 0 ? "; and " + more + (more == 1 ? " more hop" : " more hops") : ""));
    }

    private static boolean viaTls(ObservedMessage message) {
        return message.left()
                .message()
                .headers()
                .topVia()
                .transport()
                .toUpperCase(Locale.ROOT)
                .equals("TLS");
    }

    AuditStep offerSigned() {
        var invite = call.invite();
        if (invite.isEmpty()) {
            return AuditStep.notSeen(Step.OFFER_SIGNED, "the INVITE is not in the capture");
        }
        var at = invite.get().left().time();
        return switch (signatures.offer().orElseThrow()) {
            case SignatureFinding.Absent(String detail) ->
                AuditStep.failed(Step.OFFER_SIGNED, at, Reason.IDENTITY_MISSING, detail);
            case SignatureFinding.Verified _, SignatureFinding.Refused _, SignatureFinding.Unread _ ->
                AuditStep.reached(Step.OFFER_SIGNED, at, "in the INVITE");
        };
    }

    AuditStep offerVerified() {
        return call.invite()
                .map(invite ->
                        verified(Step.OFFER_VERIFIED, invite, signatures.offer().orElseThrow()))
                .orElseGet(() -> AuditStep.notSeen(Step.OFFER_VERIFIED, "the INVITE is not in the capture"));
    }

    private static AuditStep verified(Step step, ObservedMessage message, SignatureFinding finding) {
        var at = message.came().time();
        return switch (finding) {
            case SignatureFinding.Verified(PeerIdentity peer, var _) ->
                AuditStep.reached(
                        step,
                        at,
                        "signed by " + peer.name() + ", trust " + peer.trust().word());
            case SignatureFinding.Refused(Reason reason, int status, String detail) ->
                AuditStep.failed(step, at, reason, detail + " (" + status + ")");
            case SignatureFinding.Unread(String detail) -> AuditStep.notSeen(step, detail);
            case SignatureFinding.Absent _ -> AuditStep.notReached(step, "there is no signature to verify");
        };
    }

    AuditStep answerReceived() {
        var answer = call.answer();
        if (answer.isPresent()) {
            var response = answer.get().response().orElseThrow();
            return AuditStep.reached(Step.ANSWER_RECEIVED, answer.get().came().time(), line(response));
        }
        var refused = call.refused();
        if (refused.isPresent()) {
            var response = refused.get().response().orElseThrow();
            var reason = Refusals.of(response).orElse(Reason.PEER_REFUSED);
            return Refusals.of(response).isPresent()
                    ? AuditStep.failed(
                            Step.ANSWER_RECEIVED, refused.get().came().time(), reason, line(response))
                    : AuditStep.notReached(Step.ANSWER_RECEIVED, line(response));
        }
        if (call.first(message -> message.isRequest("CANCEL")).isPresent()) {
            return AuditStep.notReached(Step.ANSWER_RECEIVED, "the caller cancelled before there was an answer");
        }
        return AuditStep.notSeen(Step.ANSWER_RECEIVED, "no answer is in the capture");
    }

    private static String line(SipResponse response) {
        return response.status() + " " + response.reason();
    }

    AuditStep answerSigned() {
        var reverse = signatures.reverse();
        if (reverse.isPresent() && signatures.signed(false)) {
            return AuditStep.reached(
                    Step.ANSWER_SIGNED,
                    reverse.get().left().time(),
                    "in the callee's " + reverse.get().method());
        }
        var accepted = call.accepted();
        if (accepted.isPresent()) {
            return AuditStep.failed(
                    Step.ANSWER_SIGNED,
                    accepted.get().left().time(),
                    Reason.ANSWER_NOT_SIGNED,
                    "the callee accepted the call and sent no signed UPDATE");
        }
        return call.ended().isPresent()
                ? AuditStep.notReached(Step.ANSWER_SIGNED, "the call ended before")
                : AuditStep.notSeen(Step.ANSWER_SIGNED, "no signed request of the callee is in the capture");
    }

    AuditStep answerVerified() {
        var reverse = signatures.reverse();
        if (reverse.isEmpty() || !signatures.signed(false)) {
            return AuditStep.notReached(Step.ANSWER_VERIFIED, "there is no signature to verify");
        }
        var step = verified(
                Step.ANSWER_VERIFIED, reverse.get(), signatures.answer().orElseThrow());
        var answered = signatures.reverseAnswered(call).flatMap(ObservedMessage::response);
        if (step.result() == AuditStep.Result.REACHED
                && answered.isPresent()
                && !answered.get().isSuccess()) {
            return AuditStep.failed(
                    Step.ANSWER_VERIFIED,
                    step.at().orElseThrow(),
                    Refusals.of(answered.get()).orElse(Reason.PEER_REFUSED),
                    "it is right, but the caller answered " + line(answered.get()));
        }
        return step;
    }

    /** How the call went on. */
    String outcome() {
        var bye = call.first(message -> message.isRequest("BYE"));
        String end = bye.map(it -> it.fromCaller() ? ", ended by the caller" : ", ended by the callee")
                .orElse("");
        if (call.first(message -> message.isRequest("CANCEL")).isPresent()) {
            return "cancelled";
        }
        if (call.refused().isPresent()) {
            return "refused with " + line(call.refused().get().response().orElseThrow());
        }
        if (call.accepted().isPresent()) {
            return "accepted" + (end.isEmpty() ? ", no end in the capture" : end);
        }
        return call.invite().isEmpty()
                ? "began before the capture" + end
                : bye.isPresent() ? "not accepted" + end : "not accepted in the capture";
    }

    /** Messages that changed on the way, as far as several hops were captured. */
    List<String> changes() {
        return call.messages().stream()
                .filter(message -> message.hops().size() > 1)
                .filter(message -> !keys(message.left()).equals(keys(message.came())))
                .map(message -> "the keys or the signature in the "
                        + (message.request().isPresent()
                                ? message.method()
                                : line(message.response().orElseThrow()))
                        + " changed between " + message.left().from() + " and "
                        + message.came().to())
                .toList();
    }

    private static org.sipbrandy.call.SignalKeys keys(Sighting sighting) {
        return new org.sipbrandy.call.leg.SignalTrace()
                .of(sighting.message(), true, 0, 0)
                .orElseThrow()
                .keys();
    }
}
