package org.sipbrandy.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.call.media.AudioSink;
import org.sipbrandy.call.media.AudioSource;
import org.sipbrandy.call.media.RtpTap;

/**
 * How one call is held.
 *
 * @param policy the least protection with which it goes on
 * @param streams what it may carry, most wanted first
 * @param update when a callee signs its keys
 * @param expectIdentity who has to have signed, as {@link org.sipbrandy.call.evidence.PeerIdentity#name} has it; anybody
 *     if empty, and then the call shows who did (MSEC-26)
 * @param source audio that is sent
 * @param sink audio that was received
 * @param tap gets the payloads of streams that are not ours to decode
 * @param signedAnswerWait how long a caller waits for the signed UPDATE after the call was answered (CONN-31)
 * @param keyingLimit how long the path and its keys may take after offer and answer
 * @param signatures how its requests are signed
 * @param anonymity who gives a name
 * @param transfers what becomes of the far end's wish that somebody else be called instead (RFC 3515)
 */
public record CallSettings(
        Policy policy,
        List<StreamKind> streams,
        UpdateTiming update,
        Optional<String> expectIdentity,
        AudioSource source,
        AudioSink sink,
        RtpTap tap,
        Duration signedAnswerWait,
        Duration keyingLimit,
        Signatures signatures,
        Anonymity anonymity,
        Transfers transfers) {
    public CallSettings {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException("a call without a stream");
        }
    }

    /** When a callee reveals and signs its identity (CONN-28). */
    public enum UpdateTiming {
        /** As soon as the PRACK came: no wait after the call is accepted. */
        EARLY,
        /** After the user accepted: nobody learns who is there before. */
        ON_ACCEPT
    }

    /** Whether the far end may hand the call over to somebody else. */
    public enum Transfers {
        /** It may not; it is told so, and the call goes on. */
        REFUSE,
        /** It may, if it signs that it wants to; the new call is held as this one is, by a policy that is no weaker. */
        FOLLOW
    }

    /** That policy, those streams, silence; transfers are refused; 4 s for the signed answer, 10 s for path and keys. */
    public static CallSettings of(Policy policy, List<StreamKind> streams) {
        return new CallSettings(
                policy,
                streams,
                UpdateTiming.EARLY,
                Optional.empty(),
                AudioSource.SILENCE,
                AudioSink.NONE,
                (type, marker, sequence, timestamp, payload) -> {},
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                Signatures.STANDARD,
                Anonymity.NONE,
                Transfers.REFUSE);
    }

    public CallSettings withAudio(AudioSource newSource, AudioSink newSink) {
        return new CallSettings(
                policy,
                streams,
                update,
                expectIdentity,
                newSource,
                newSink,
                tap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                anonymity,
                transfers);
    }

    public CallSettings withTap(RtpTap newTap) {
        return new CallSettings(
                policy,
                streams,
                update,
                expectIdentity,
                source,
                sink,
                newTap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                anonymity,
                transfers);
    }

    public CallSettings withUpdate(UpdateTiming newUpdate) {
        return new CallSettings(
                policy,
                streams,
                newUpdate,
                expectIdentity,
                source,
                sink,
                tap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                anonymity,
                transfers);
    }

    public CallSettings withPolicy(Policy newPolicy) {
        return new CallSettings(
                newPolicy,
                streams,
                update,
                expectIdentity,
                source,
                sink,
                tap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                anonymity,
                transfers);
    }

    public CallSettings withStreams(List<StreamKind> newStreams) {
        return new CallSettings(
                policy,
                newStreams,
                update,
                expectIdentity,
                source,
                sink,
                tap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                anonymity,
                transfers);
    }

    /** Whoever else signs is refused, though the signature verifies. */
    public CallSettings withExpectIdentity(String name) {
        return new CallSettings(
                policy,
                streams,
                update,
                Optional.of(name),
                source,
                sink,
                tap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                anonymity,
                transfers);
    }

    /** Other limits of time. */
    public CallSettings withLimits(Duration newSignedAnswerWait, Duration newKeyingLimit) {
        return new CallSettings(
                policy,
                streams,
                update,
                expectIdentity,
                source,
                sink,
                tap,
                newSignedAnswerWait,
                newKeyingLimit,
                signatures,
                anonymity,
                transfers);
    }

    /** Signed in another way. */
    public CallSettings withSignatures(Signatures newSignatures) {
        return new CallSettings(
                policy,
                streams,
                update,
                expectIdentity,
                source,
                sink,
                tap,
                signedAnswerWait,
                keyingLimit,
                newSignatures,
                anonymity,
                transfers);
    }

    /** The local user's name is withheld, or a far end without one refused. */
    public CallSettings withAnonymity(Anonymity newAnonymity) {
        return new CallSettings(
                policy,
                streams,
                update,
                expectIdentity,
                source,
                sink,
                tap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                newAnonymity,
                transfers);
    }

    /** Whether the far end may hand the call over. */
    public CallSettings withTransfers(Transfers newTransfers) {
        return new CallSettings(
                policy,
                streams,
                update,
                expectIdentity,
                source,
                sink,
                tap,
                signedAnswerWait,
                keyingLimit,
                signatures,
                anonymity,
                newTransfers);
    }

    /** Whether this one may sign for the far end. */
    public boolean maySign(PeerIdentity peer) {
        return expectIdentity.isEmpty() || expectIdentity.get().equals(peer.name());
    }
}
