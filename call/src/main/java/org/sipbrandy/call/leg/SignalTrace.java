package org.sipbrandy.call.leg;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.SignalKeys;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.stir.IdentityHeader;
import org.sipbrandy.stir.StirParseException;
import org.sipbrandy.stir.passport.MediaKey;
import org.sipbrandy.stir.passport.MediaKeys;
import org.sipbrandy.stir.passport.Passport;
import org.sipbrandy.stir.passport.PassportHeader;

/** Turns the messages of one call into events, and tells a repeat from a new message. Not thread-safe. */
public final class SignalTrace {
    /** A peer that sends requests without end fills neither memory nor anybody's screen. */
    private static final int MOST = 500;

    private final Map<Passed, Integer> passed = new HashMap<>();

    /** What two messages have in common if one repeats the other. */
    private record Passed(boolean sent, CallEvent.Signal.Line line, long reliableNumber) {}

    /** The event for a message; empty when there were too many. */
    public Optional<CallEvent.Signal> of(SipMessage message, boolean sent, long at, long elapsed) {
        var line = line(message);
        var key = new Passed(sent, line, message.headers().rseq().orElse(-1));
        if (passed.size() >= MOST && !passed.containsKey(key)) {
            return Optional.empty();
        }
        int repeats = passed.merge(key, 1, Integer::sum) - 1;
        if (repeats >= MOST) {
            return Optional.empty();
        }
        return Optional.of(new CallEvent.Signal(at, elapsed, sent, line, keys(message), refusal(message), repeats));
    }

    private static CallEvent.Signal.Line line(SipMessage message) {
        var cseq = message.headers().cseq();
        return switch (message) {
            case SipRequest request ->
                new CallEvent.Signal.Line(request.method().name(), 0, "", cseq.number());
            case SipResponse response ->
                new CallEvent.Signal.Line(cseq.method().name(), response.status(), response.reason(), cseq.number());
        };
    }

    private static Optional<Reason> refusal(SipMessage message) {
        boolean mayRefuse = switch (message) {
            case SipRequest request ->
                request.method().equals(SipMethod.BYE) || request.method().equals(SipMethod.CANCEL);
            case SipResponse response -> response.status() >= 300;
        };
        return mayRefuse ? Refusals.of(message) : Optional.empty();
    }

    private static SignalKeys keys(SipMessage message) {
        var described = described(message);
        for (String field : message.headers().identity()) {
            try {
                var header = IdentityHeader.parse(field);
                if (Passport.isCompact(header.token())) {
                    continue; // its claims are those of the message; there is nothing to read
                }
                var token = Passport.parse(header.token());
                if (token.header().ppt().equals(Optional.of(PassportHeader.MSEC))
                        || token.payload().claimsMsec()) {
                    return new SignalKeys(
                            described,
                            fingerprints(token.payload().mky()),
                            Optional.of(token.payload().orig().value()));
                }
            } catch (StirParseException | IllegalArgumentException _) {
                // nothing that a signature could rest on
            }
        }
        return described.isEmpty() ? SignalKeys.NONE : new SignalKeys(described, Set.of(), Optional.empty());
    }

    private static Set<String> fingerprints(Optional<MediaKeys> keys) {
        var set = new TreeSet<String>();
        keys.ifPresent(all -> all.keys().stream().map(MediaKey::fingerprint).forEach(set::add));
        return set;
    }

    private static Set<String> described(SipMessage message) {
        if (message.body().isEmpty()) {
            return Set.of();
        }
        try {
            return Contents.of(message)
                    .description()
                    .map(SignalTrace::fingerprints)
                    .orElse(Set.of());
        } catch (Contents.Unreadable _) {
            return Set.of();
        }
    }

    private static Set<String> fingerprints(SessionDescription description) {
        var set = new TreeSet<String>();
        for (Fingerprint one : description.allFingerprints()) {
            try {
                set.add(MediaKey.parse(one.value()).fingerprint());
            } catch (StirParseException | IllegalArgumentException _) {
                set.add(one.value());
            }
        }
        return set;
    }
}
