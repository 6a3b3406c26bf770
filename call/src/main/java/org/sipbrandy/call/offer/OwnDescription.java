package org.sipbrandy.call.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.description.DescriptionWriter;
import org.sipbrandy.call.description.LocalStream;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.Direction;
import org.sipbrandy.sdp.attribute.Setup;
import org.sipbrandy.sdp.dtls.DtlsSetup;
import org.sipbrandy.sdp.offeranswer.Hold;

/** Describes our end of the session, line by line, as an offer or as an answer. */
final class OwnDescription {
    private final DescriptionWriter writer;

    OwnDescription(DescriptionWriter writer) {
        this.writer = writer;
    }

    /**
     * An offer: actpass, whatever the roles are (RFC 8842 §5.5).
     *
     * @param agreed the far end's description, for the lines that are off; empty in the first offer
     */
    SessionDescription offer(List<MediaLine> lines, Hold hold, Optional<SessionDescription> agreed) {
        var slots = new ArrayList<DescriptionWriter.Slot>();
        for (int i = 0; i < lines.size(); i++) {
            slots.add(
                    switch (lines.get(i)) {
                        case MediaLine.Off() ->
                            new DescriptionWriter.Slot.Rejected(
                                    agreed.orElseThrow().media().get(i));
                        case MediaLine.On line ->
                            open(
                                    line,
                                    Optional.of(line.mid()),
                                    hold.offer(),
                                    DtlsSetup.IN_OFFERS,
                                    Optional.of(line.stream().path().tlsId()),
                                    true);
                    });
        }
        return writer.write(1, slots);
    }

    /** An answer: our role stays, and a tls-id is only given to an offer that has one (RFC 8842 §5.3). */
    SessionDescription answer(List<MediaLine> lines, Hold hold, SessionDescription offer) {
        var slots = new ArrayList<DescriptionWriter.Slot>();
        for (int i = 0; i < lines.size(); i++) {
            var offered = offer.media().get(i);
            slots.add(
                    switch (lines.get(i)) {
                        case MediaLine.Off() -> new DescriptionWriter.Slot.Rejected(offered);
                        case MediaLine.On line ->
                            open(
                                    line,
                                    // RFC 5888 §9.1: a name only where the offer has one
                                    offered.mid().map(_ -> line.mid()),
                                    hold.answer(offer.direction(offered)),
                                    DtlsSetup.answer(offer.setup(offered), line.role())
                                            .orElseThrow(),
                                    offer.tlsId(offered)
                                            .map(_ -> line.stream().path().tlsId()),
                                    false);
                    });
        }
        return writer.write(1, slots);
    }

    /** An answer that takes nothing. */
    SessionDescription rejection(SessionDescription offer) {
        return writer.write(
                1,
                offer.media().stream()
                        .<DescriptionWriter.Slot>map(DescriptionWriter.Slot.Rejected::new)
                        .toList());
    }

    private static DescriptionWriter.Slot open(
            MediaLine.On line,
            Optional<String> mid,
            Direction direction,
            Setup setup,
            Optional<String> tlsId,
            boolean offering) {
        var path = line.stream().path();
        return new DescriptionWriter.Slot.Open(new LocalStream(
                line.kind().media(),
                mid,
                line.formats(),
                direction,
                setup,
                path.localCredential(),
                path.describedCandidates(),
                path.defaultAddress(),
                offering ? path.nominatedRemote() : Optional.empty(),
                tlsId,
                offering));
    }
}
