package org.sipbrandy.call.offer;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.media.RemoteMedia;
import org.sipbrandy.dtls.DtlsRole;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.dtls.DtlsSetup;

/**
 * Whether a later description of the far end leaves keys, DTLS roles and ICE credentials as the first exchange set them
 * (flows.md §1.3); anything else would need a new association. Says what would change, for people.
 */
final class Continuity {
    private final List<MediaLine> lines;

    Continuity(List<MediaLine> lines) {
        this.lines = lines;
    }

    /** What an offer would change. */
    Optional<String> changedBy(SessionDescription offer, List<RemoteStream> offered) {
        for (RemoteStream one : offered) {
            if (one.index() >= lines.size()) {
                return Optional.of("a new stream");
            }
            if (!(lines.get(one.index()) instanceof MediaLine.On line)) {
                return Optional.of("a stream that was rejected before");
            }
            var known = line.stream().path().remote();
            if (known.isPresent()
                    && (!known.get().fingerprints().equals(one.fingerprints()) || !sameAssociation(known.get(), one))) {
                return Optional.of("keys or ICE credentials of stream " + one.index());
            }
            var setup = DtlsSetup.answer(offer.setup(one.description()), line.role());
            if (setup.isEmpty() || line.role().isPresent() && !setup.equals(line.role())) {
                return Optional.of("the DTLS role of stream " + one.index());
            }
        }
        return Optional.empty();
    }

    /** What an answer to an offer of ours changes (MSEC-20). */
    Optional<String> changedByAnswer(List<RemoteStream> answered) {
        for (RemoteStream one : answered) {
            if (one.index() >= lines.size()) {
                return Optional.of("the number of streams");
            }
            var known = lines.get(one.index()) instanceof MediaLine.On line
                    ? line.stream().path().remote()
                    : Optional.<RemoteMedia>empty();
            if (known.isEmpty() || !known.get().fingerprints().equals(one.fingerprints())) {
                return Optional.of("the fingerprint of stream " + one.index());
            }
            if (!sameAssociation(known.get(), one)) {
                return Optional.of("the association of stream " + one.index());
            }
            boolean passive = one.setup() == Setup.PASSIVE;
            if (passive != (known.get().localRole() == DtlsRole.CLIENT)) {
                return Optional.of("the DTLS role of stream " + one.index());
            }
        }
        long on = lines.stream().filter(MediaLine.On.class::isInstance).count();
        return answered.size() == on ? Optional.empty() : Optional.of("which streams are on");
    }

    private static boolean sameAssociation(RemoteMedia known, RemoteStream one) {
        return known.tlsId().equals(one.tlsId())
                && known.ice().credential().equals(one.ice().credential());
    }
}
