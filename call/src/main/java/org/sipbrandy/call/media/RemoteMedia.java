package org.sipbrandy.call.media;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.dtls.DtlsRole;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.RemoteParameters;

/**
 * What the far end's description says about its end of one stream's path.
 *
 * @param ice its credentials and abilities
 * @param candidates the addresses it named
 * @param fingerprints those that its certificate must have one of, as {@code sha-256 AA:BB…}; never empty
 * @param localRole which side of DTLS we are
 * @param tlsId its {@code a=tls-id}, if it sent one
 */
public record RemoteMedia(
        RemoteParameters ice,
        List<Candidate> candidates,
        Set<String> fingerprints,
        DtlsRole localRole,
        Optional<String> tlsId) {
    public RemoteMedia {
        candidates = List.copyOf(candidates);
        fingerprints = Set.copyOf(fingerprints);
        if (fingerprints.isEmpty()) {
            throw new IllegalArgumentException("a path without a fingerprint cannot be keyed");
        }
    }
}
