package org.sipbrandy.sdp.dtls;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.sipbrandy.sdp.Connection;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Fingerprint;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.attribute.TlsId;

/**
 * What one side's description says about the DTLS association of one stream.
 *
 * @param address of {@code c=} and {@code m=}; empty under ICE, where switching candidates changes nothing (RFC 8842
 *     §6)
 */
public record DtlsSide(
        Optional<Setup> setup, Set<Fingerprint> fingerprints, Optional<TlsId> tlsId, Optional<String> address) {
    public DtlsSide {
        fingerprints = Set.copyOf(fingerprints);
    }

    public static DtlsSide of(SessionDescription session, MediaDescription media) {
        boolean ice = session.iceCredentials(media).isPresent();
        return new DtlsSide(
                session.setup(media),
                new LinkedHashSet<>(session.fingerprints(media)),
                session.tlsId(media),
                ice
                        ? Optional.empty()
                        : Optional.of(session.connection(media)
                                        .map(Connection::address)
                                        .orElse("")
                                + ' '
                                + media.port()));
    }
}
