package org.sipbrandy.sdp.offeranswer;

import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.attribute.CandidateAttribute;
import org.sipbrandy.sdp.attribute.Direction;

/**
 * What offer and answer together let flow on one stream.
 *
 * @param direction media, seen by us
 * @param destinationKnown whether the peer gave an address for RTP and RTCP at all
 */
public record MediaFlow(Direction direction, boolean destinationKnown) {
    /** A rejected or unknown stream. */
    public static final MediaFlow NONE = new MediaFlow(Direction.INACTIVE, false);

    /** Of a complete exchange, by whichever side it was offered. */
    public static MediaFlow of(SessionDescription local, SessionDescription remote, int mediaIndex) {
        if (mediaIndex >= local.media().size() || mediaIndex >= remote.media().size()) {
            return NONE;
        }
        MediaDescription ours = local.media().get(mediaIndex);
        MediaDescription theirs = remote.media().get(mediaIndex);
        if (ours.isRejected() || theirs.isRejected()) {
            return NONE;
        }
        Direction agreed = local.direction(ours).and(remote.direction(theirs).reversed());
        // RFC 3264 §8.4: c=0.0.0.0 means that neither RTP nor RTCP is sent there; with ICE (RFC 8839 §4.2.5) it is only
        // the default destination.
        boolean known =
                remote.connection(theirs).filter(c -> !c.isUnspecified()).isPresent()
                        || theirs.candidates().stream().anyMatch(CandidateAttribute::isUsable)
                        || remote.iceCredentials(theirs).isPresent();
        return new MediaFlow(known ? agreed : agreed.and(Direction.RECVONLY), known);
    }

    public boolean maySend() {
        return direction.sends();
    }

    public boolean mayReceive() {
        return direction.receives();
    }
}
