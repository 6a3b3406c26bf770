package org.sipbrandy.sdp.offeranswer;

import java.util.ArrayList;
import java.util.List;
import org.sipbrandy.sdp.MediaDescription;
import org.sipbrandy.sdp.SessionDescription;

/** What holds for an offer by itself and against the number of streams so far. */
final class OfferRule {
    private OfferRule() {}

    /** @param streams the number of {@code m=} lines that the session has had so far */
    static List<Violation> peers(int streams, SessionDescription offer) {
        List<Violation> violations = new ArrayList<>();
        // RFC 3264 §8: streams are never taken out, only set to port 0.
        if (offer.media().size() < streams) {
            violations.add(Violation.ofSession(
                    Rule.MEDIA_COUNT,
                    streams + " streams so far, " + offer.media().size() + " offered"));
        }
        return violations;
    }

    static List<Violation> ours(int streams, SessionDescription offer) {
        List<Violation> violations = peers(streams, offer);
        if (offer.hasAnyKey()) {
            violations.add(Violation.ofSession(Rule.KEY_LINE, "k= in an offer"));
        }
        for (int i = 0; i < offer.media().size(); i++) {
            MediaDescription media = offer.media().get(i);
            // RFC 8858 §4.2: rtcp-mux-only is accompanied by rtcp-mux.
            if (media.rtcpMuxOnly() && !media.rtcpMux()) {
                violations.add(new Violation(Rule.RTCP_MUX_ONLY, i, "without rtcp-mux"));
            }
        }
        return violations;
    }
}
