package org.sipbrandy.sdp.keying;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.dtls.FingerprintSelection;

/**
 * Stream by stream, whether the fingerprints that apply are among those that were signed. The comparison of the sets
 * (RFC 8225 §5.2.2) alone does not notice one that was taken from one of two streams.
 *
 * @param streams one for each {@code m=} line
 */
public record FingerprintCoverage(List<Stream> streams) {
    /** What holds for one stream. */
    public enum Stream {
        /** Port 0: there is nothing to cover. */
        REJECTED,
        /** Each fingerprint that applies is signed, and one of them can be verified. */
        COVERED,
        NO_FINGERPRINT,
        /** MD5, MD2 and unknown hash functions only. */
        UNUSABLE,
        /** At least one that applies is not signed. */
        NOT_SIGNED
    }

    public FingerprintCoverage {
        streams = List.copyOf(streams);
    }

    /** @param signed the verified claim {@code mky}, or the own fingerprints for a check before sending */
    public static FingerprintCoverage of(SessionDescription session, Set<Fingerprint> signed) {
        List<Stream> streams = new ArrayList<>();
        for (MediaDescription media : session.media()) {
            streams.add(stream(media, session.fingerprints(media), signed));
        }
        return new FingerprintCoverage(streams);
    }

    /** Whether a stream is accepted at all and each accepted one is covered. */
    public boolean isComplete() {
        return streams.contains(Stream.COVERED)
                && streams.stream().allMatch(s -> s == Stream.COVERED || s == Stream.REJECTED);
    }

    private static Stream stream(MediaDescription media, List<Fingerprint> effective, Set<Fingerprint> signed) {
        if (media.isRejected()) {
            return Stream.REJECTED;
        }
        return switch (FingerprintSelection.of(effective)) {
            case FingerprintSelection.None(var reason) ->
                switch (reason) {
                    case ABSENT -> Stream.NO_FINGERPRINT;
                    case UNUSABLE -> Stream.UNUSABLE;
                };
            case FingerprintSelection.Selected selected ->
                signed.containsAll(new HashSet<>(effective)) ? Stream.COVERED : Stream.NOT_SIGNED;
        };
    }
}
