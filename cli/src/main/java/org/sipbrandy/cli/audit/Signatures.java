package org.sipbrandy.cli.audit;

import java.util.Optional;

/**
 * The two signatures of a call that is protected comprehensively (RFC 8862 §4): the caller's in the INVITE, the callee's
 * in an UPDATE or INVITE of its own.
 *
 * @param offer what came of the caller's; empty if its INVITE was not captured
 * @param reverse the callee's request that is looked at, if there is one
 * @param answer what came of it
 */
record Signatures(
        Optional<SignatureFinding> offer, Optional<ObservedMessage> reverse, Optional<SignatureFinding> answer) {

    static Signatures of(ObservedCall call, SignatureCheck check) {
        var offer = call.invite().map(invite -> finding(invite, check));
        Optional<ObservedMessage> reverse = Optional.empty();
        Optional<SignatureFinding> answer = Optional.empty();
        for (ObservedMessage message : call.messages()) {
            boolean signs = !message.fromCaller()
                    && (message.isRequest("UPDATE") || message.isRequest("INVITE"))
                    && !message.message().headers().identity().isEmpty();
            if (signs) {
                reverse = Optional.of(message);
                answer = Optional.of(finding(message, check));
                if (answer.get() instanceof SignatureFinding.Verified) {
                    break; // after a repair (RFC 8224 §6.1.1) it is the later one
                }
            }
        }
        return new Signatures(offer, reverse, answer);
    }

    private static SignatureFinding finding(ObservedMessage message, SignatureCheck check) {
        return check.of(message.request().orElseThrow(), message.came().time());
    }

    Optional<SignatureFinding.Verified> verified(boolean ofCaller) {
        return (ofCaller ? offer : answer)
                .filter(SignatureFinding.Verified.class::isInstance)
                .map(SignatureFinding.Verified.class::cast);
    }

    /** Whether keys were signed, verified or not. */
    boolean signed(boolean ofCaller) {
        return (ofCaller ? offer : answer)
                .filter(it -> !(it instanceof SignatureFinding.Absent))
                .isPresent();
    }

    /** The response to the callee's signed request. */
    Optional<ObservedMessage> reverseAnswered(ObservedCall call) {
        return reverse.flatMap(request -> call.first(message -> message.fromCaller()
                && message.answers(request.method(), 200, 699)
                && message.number() == request.number()));
    }
}
