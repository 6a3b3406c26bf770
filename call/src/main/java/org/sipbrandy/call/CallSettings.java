package org.sipbrandy.call;

import java.time.Duration;
import java.util.List;
import org.sipbrandy.call.description.StreamKind;
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
 * @param source audio that is sent
 * @param sink audio that was received
 * @param tap gets the payloads of streams that are not ours to decode
 * @param signedAnswerWait how long a caller waits for the signed UPDATE after the call was answered (CONN-31)
 * @param keyingLimit how long the path and its keys may take after offer and answer
 */
public record CallSettings(
        Policy policy,
        List<StreamKind> streams,
        UpdateTiming update,
        AudioSource source,
        AudioSink sink,
        RtpTap tap,
        Duration signedAnswerWait,
        Duration keyingLimit) {
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

    /** That policy, those streams, silence; 4 s for the signed answer, 10 s for path and keys. */
    public static CallSettings of(Policy policy, List<StreamKind> streams) {
        return new CallSettings(
                policy,
                streams,
                UpdateTiming.EARLY,
                AudioSource.SILENCE,
                AudioSink.NONE,
                (type, marker, sequence, timestamp, payload) -> {},
                Duration.ofSeconds(4),
                Duration.ofSeconds(10));
    }

    public CallSettings withAudio(AudioSource newSource, AudioSink newSink) {
        return new CallSettings(policy, streams, update, newSource, newSink, tap, signedAnswerWait, keyingLimit);
    }

    public CallSettings withTap(RtpTap newTap) {
        return new CallSettings(policy, streams, update, source, sink, newTap, signedAnswerWait, keyingLimit);
    }

    public CallSettings withUpdate(UpdateTiming newUpdate) {
        return new CallSettings(policy, streams, newUpdate, source, sink, tap, signedAnswerWait, keyingLimit);
    }

    public CallSettings withPolicy(Policy newPolicy) {
        return new CallSettings(newPolicy, streams, update, source, sink, tap, signedAnswerWait, keyingLimit);
    }
}
