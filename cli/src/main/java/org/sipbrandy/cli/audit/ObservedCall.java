package org.sipbrandy.cli.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;

/**
 * The messages of one call, told apart and put in order, with who sent them.
 *
 * @param invite the last INVITE that begins it: after a challenge or a repair there are several; empty if the capture
 *     began later
 */
record ObservedCall(String callId, List<ObservedMessage> messages, Optional<ObservedMessage> invite) {
    private static final String INVITE = "INVITE";

    ObservedCall {
        messages = List.copyOf(messages);
    }

    /** What two sightings of one message have in common. */
    private record Same(boolean fromCaller, String method, int status, long number, long reliable, String calleeTag) {}

    static ObservedCall of(String callId, List<Sighting> sightings) {
        var ordered =
                sightings.stream().sorted(Comparator.comparing(Sighting::time)).toList();
        String caller = callerTag(ordered);
        Map<Same, ObservedMessage.Builder> found = new LinkedHashMap<>();
        for (Sighting one : ordered) {
            boolean fromCaller = fromCaller(one.message(), caller);
            found.computeIfAbsent(same(one.message(), fromCaller), _ -> new ObservedMessage.Builder(fromCaller))
                    .add(one);
        }
        var messages =
                found.values().stream().map(ObservedMessage.Builder::build).toList();
        var invite = messages.stream()
                .filter(message -> begins(message.message()))
                .max(Comparator.comparingLong(ObservedMessage::number));
        return new ObservedCall(callId, messages, invite);
    }

    private static boolean begins(SipMessage message) {
        return message instanceof SipRequest request
                && request.method().equals(SipMethod.INVITE)
                && message.headers().to().tag().isEmpty();
    }

    /** The tag in From of the INVITE, or else of what was captured of its transaction, or of the first request. */
    private static String callerTag(List<Sighting> sightings) {
        return tag(sightings, ObservedCall::begins)
                .or(() -> tag(
                        sightings, message -> message.headers().cseq().method().equals(SipMethod.INVITE)))
                .or(() -> tag(sightings, SipRequest.class::isInstance))
                .or(() -> tag(sightings, _ -> true))
                .orElse("");
    }

    private static Optional<String> tag(List<Sighting> sightings, Predicate<SipMessage> of) {
        return sightings.stream()
                .map(Sighting::message)
                .filter(of)
                .findFirst()
                .map(message -> message.headers().from().tag().orElse(""));
    }

    /** From and To of a response are those of its request (RFC 3261 §8.2.6.2). */
    private static boolean fromCaller(SipMessage message, String caller) {
        boolean callersRequest = message.headers().from().tag().orElse("").equals(caller);
        return callersRequest == message instanceof SipRequest;
    }

    private static Same same(SipMessage message, boolean fromCaller) {
        var cseq = message.headers().cseq();
        int status = message instanceof SipResponse response ? response.status() : 0;
        return new Same(
                fromCaller,
                message instanceof SipRequest request
                        ? request.method().name()
                        : cseq.method().name(),
                status,
                cseq.number(),
                message.headers().rseq().orElse(-1),
                // each branch of a fork is a dialog of its own (RFC 3261 §12.1)
                calleeTag(message, fromCaller));
    }

    private static String calleeTag(SipMessage message, boolean fromCaller) {
        boolean ofCaller = fromCaller == message instanceof SipRequest;
        var callee = ofCaller ? message.headers().to() : message.headers().from();
        return callee.tag().orElse("");
    }

    Instant began() {
        return messages.getFirst().left().time();
    }

    /** When it was over: BYE, CANCEL or a final failure; empty while it was not. */
    Optional<Instant> ended() {
        return messages.stream()
                .filter(message -> message.isRequest("BYE") || message.isRequest("CANCEL") || isFinalFailure(message))
                .map(message -> message.came().time())
                .findFirst();
    }

    private boolean isFinalFailure(ObservedMessage message) {
        return message.answers(INVITE, 300, 699)
                && invite.filter(it -> it.number() == message.number()).isPresent();
    }

    /** The first of the messages like that. */
    Optional<ObservedMessage> first(Predicate<ObservedMessage> wanted) {
        return messages.stream().filter(wanted).findFirst();
    }

    /** The first response with a description to the INVITE: the answer. */
    Optional<ObservedMessage> answer() {
        return invite.flatMap(it -> first(message -> message.answers(INVITE, 101, 299)
                && message.number() == it.number()
                && message.description().isPresent()));
    }

    /** The 2xx to the INVITE. */
    Optional<ObservedMessage> accepted() {
        return invite.flatMap(
                it -> first(message -> message.answers(INVITE, 200, 299) && message.number() == it.number()));
    }

    /** The response that refused it. */
    Optional<ObservedMessage> refused() {
        return first(this::isFinalFailure);
    }
}
