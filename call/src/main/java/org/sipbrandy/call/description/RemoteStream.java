package org.sipbrandy.call.description;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.RemoteParameters;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.PayloadFormat;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Setup;

/**
 * One stream as the far end describes it, fit to be used.
 *
 * @param index of its {@code m=} line
 * @param formats what it takes
 * @param fingerprints the certificate must have one of them: {@code sha-256 AA:BB…}; never empty
 */
public record RemoteStream(
        int index,
        MediaDescription description,
        String media,
        List<PayloadFormat> formats,
        Direction direction,
        Setup setup,
        Optional<String> tlsId,
        Set<String> fingerprints,
        RemoteParameters ice,
        List<Candidate> candidates) {
    public RemoteStream {
        formats = List.copyOf(formats);
        fingerprints = Set.copyOf(fingerprints);
        candidates = List.copyOf(candidates);
    }
}
