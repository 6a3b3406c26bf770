package org.sipbrandy.call.offer;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sdp.offeranswer.Hold;

/**
 * Which side holds the other.
 *
 * @param local whether we hold the far end
 * @param remote whether it holds us
 */
public record Holds(boolean local, boolean remote) {
    public static final Holds NONE = new Holds(false, false);

    /** By the last exchange: the far end holds us if it takes nothing on any stream (RFC 3264 §8.4). */
    static Holds of(Hold own, List<MediaLine> lines, Optional<SessionDescription> theirs) {
        boolean open = false;
        boolean takes = false;
        for (int i = 0; theirs.isPresent() && i < lines.size(); i++) {
            if (lines.get(i) instanceof MediaLine.On) {
                open = true;
                takes |= theirs.get().direction(theirs.get().media().get(i)).receives();
            }
        }
        return new Holds(own.on(), open && !takes);
    }
}
