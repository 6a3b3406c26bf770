package org.sipbrandy.call.caller;

import java.util.Optional;
import java.util.TreeSet;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.offer.Outcome;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.SipResponse;

/** The answer to the INVITE's offer, unsigned: it starts ICE and DTLS and is trusted for nothing (MSEC-13). */
final class FirstAnswer {
    private FirstAnswer() {}

    /** The description in a response, if there is one that can be read. */
    static Optional<SessionDescription> description(CallerLeg leg, SipResponse response) {
        try {
            return Contents.of(response).description();
        } catch (Contents.Unreadable e) {
            leg.fail(Reason.MEDIA_NOT_PROTECTED, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static void take(CallerLeg leg, SessionDescription answer, int status) {
        if (leg.over() || !leg.media.awaitsAnswer()) {
            return; // RFC 3261 §13.2.1: later ones are ignored
        }
        leg.protection.record(new Evidence.AnswerReceived(leg.now(), status));
        switch (leg.media.answered(answer, leg.now())) {
            case Outcome.Taken(var streams) -> {
                var claimed = new TreeSet<String>();
                streams.forEach(stream -> claimed.addAll(stream.fingerprints()));
                leg.protection.record(new Evidence.PeerKeysClaimed(leg.now(), claimed));
                leg.protection.step(
                        Step.ANSWER_RECEIVED, true, "in a " + status + ", not signed: trusted for nothing yet");
                leg.expectKeys();
                leg.heed();
            }
            case Outcome.Refused(var reason, var detail) -> {
                leg.protection.step(Step.ANSWER_RECEIVED, false, detail);
                leg.fail(reason, detail);
            }
            case Outcome.Collision(int code) -> leg.fail(Reason.MEDIA_NOT_PROTECTED, "collision " + code);
        }
    }
}
