package org.sipbrandy.call;

import java.util.Optional;
import java.util.OptionalLong;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.stir.VerifiedIdentity;

/**
 * What a call tells those who watch it, in the order in which it happens. {@code at} is monotonic, in nanoseconds, of the
 * clock that drives the call; the agent turns it into a time of day.
 */
public sealed interface CallEvent {

    /** When it happened. */
    long at();

    /** A call to somebody: the INVITE is about to leave, over this hop. */
    record Outgoing(long at, String from, String to, String transport, String remote) implements CallEvent {}

    /** A call from somebody, as the request claims it; who it really is, {@link SecurityChanged} says. */
    record Incoming(long at, String from, String to, String transport, String remote) implements CallEvent {}

    /** The far end is being alerted. */
    record Ringing(long at, int status) implements CallEvent {}

    /**
     * A step of the protection was reached, or failed.
     *
     * @param elapsedNanos since the INVITE was sent or received
     */
    record StepReached(long at, Step step, boolean ok, String detail, long elapsedNanos) implements CallEvent {}

    /** The verdict is another one than before. */
    record SecurityChanged(long at, Verdict verdict) implements CallEvent {}

    /** The call is set up and its media may flow. */
    record Established(
            long at,
            Level level,
            String codec,
            String srtpProfile,
            String dtlsVersion,
            String localCandidate,
            String remoteCandidate)
            implements CallEvent {}

    /** A key was refused because it is not the one of earlier calls; the user may take it after comparing. */
    record KeyRefused(long at, VerifiedIdentity identity) implements CallEvent {}

    /** The far end is held, or taken back: by the local user, or it holds us. */
    record Held(long at, boolean local, boolean on) implements CallEvent {}

    /** A call that came asks to take the place of that one (RFC 3891), which ends if it is accepted and good enough. */
    record Replacing(long at, String call) implements CallEvent {}

    /**
     * How handing this call over to somebody else stands (RFC 5589).
     *
     * @param local whether it was asked for here; else the far end asked
     * @param to whom is to be called instead
     * @param status of SIP that came of it; 0 where there is none
     * @param next the Call-ID of the new call, where it is one of ours
     */
    record Transfer(long at, boolean local, TransferState state, String to, int status, Optional<String> next)
            implements CallEvent {}

    /** How far it is. */
    enum TransferState {
        /** The far end was asked to call somebody else. */
        ASKED,
        /** The new call is on its way. */
        UNDER_WAY,
        /** The new call stands; this one ends. */
        DONE,
        /** There will be no new call; this one goes on. */
        FAILED
    }

    /** Figures of the media so far; every second and once at the end. */
    record Media(long at, MediaFigures figures) implements CallEvent {}

    /** A key that the far end pressed (RFC 4733). */
    record Digit(long at, char digit, long durationNanos) implements CallEvent {}

    /** The call is over; nothing follows. */
    record Ended(
            long at,
            EndedBy by,
            int status,
            String reason,
            Verdict verdict,
            OptionalLong mediaNanos,
            Optional<String> advice)
            implements CallEvent {}

    /** Who ended a call. */
    enum EndedBy {
        LOCAL,
        REMOTE,
        NETWORK
    }

    /**
     * Counters of all streams of a call, since its start.
     *
     * @param jitterNanos interarrival jitter (RFC 3550 §6.4.1) of the incoming audio
     * @param roundTripNanos by RTCP, where it is known
     * @param consentAgeNanos since the far end last confirmed that it wants to receive (RFC 7675)
     */
    record MediaFigures(
            long sentPackets,
            long receivedPackets,
            long lostPackets,
            long jitterNanos,
            OptionalLong roundTripNanos,
            long authenticationFailures,
            long replays,
            OptionalLong consentAgeNanos) {}

    /** Those who watch. Called on the call's own thread: take what is needed and return. */
    @FunctionalInterface
    interface Watcher {
        void on(CallEvent event);
    }

    /**
     * A message of signalling of this call as it passed here. What passes after {@link Ended}, such as the answer to a BYE,
     * is not told.
     *
     * @param elapsedNanos since the INVITE was sent or received
     * @param sent whether it left; else it came
     * @param keys what it says of its sender's media keys
     * @param refusal why it refuses or ends the call, where it does and says so
     * @param repeats how often the same message passed here before; 0 for the first time
     */
    record Signal(
            long at, long elapsedNanos, boolean sent, Line line, SignalKeys keys, Optional<Reason> refusal, int repeats)
            implements CallEvent {

        /**
         * What kind of message it is.
         *
         * @param method of the request, or of the request that a response answers
         * @param status of a response, 0 in a request
         * @param phrase of a response, as it came; empty in a request
         * @param cseq its CSeq number
         */
        public record Line(String method, int status, String phrase, long cseq) {}
    }
}
