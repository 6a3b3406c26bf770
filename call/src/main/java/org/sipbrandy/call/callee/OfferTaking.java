package org.sipbrandy.call.callee;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.offer.Outcome;
import org.sipbrandy.sdp.SessionDescription;

/** Takes the streams of the INVITE's offer that can be protected, or refuses it. */
final class OfferTaking {
    private OfferTaking() {}

    /** MSEC-14: a stream whose fingerprint is not among the signed ones is not taken. */
    static void signed(VerifyingOffer state, SessionDescription offer, Set<String> signed) {
        take(state, offer, stream -> signed.containsAll(stream.fingerprints()), Caller.SIGNED);
    }

    /** The fingerprints are only claimed. */
    static void unsigned(VerifyingOffer state, SessionDescription offer) {
        take(state, offer, _ -> true, Caller.UNSIGNED);
    }

    private static void take(
            VerifyingOffer state, SessionDescription offer, Predicate<RemoteStream> mayBeTaken, Caller caller) {
        var leg = state.leg;
        switch (leg.media.offered(offer)) {
            case Outcome.Collision(int status) -> state.refuse(status, "", Reason.MEDIA_NOT_PROTECTED, "collision");
            case Outcome.Refused(var reason, var detail) -> state.refuse488(reason, detail);
            case Outcome.Taken(var streams) -> {
                var offered = streams.stream().filter(mayBeTaken).toList();
                int wanted = leg.media.wanted(offered);
                if (offered.isEmpty()) {
                    state.refuse488(Reason.FINGERPRINT_MISMATCH, "no stream has a signed fingerprint");
                } else if (wanted == 0) {
                    state.refuse488(Reason.PEER_NOT_CAPABLE, "no codec in common");
                } else {
                    if (caller == Caller.UNSIGNED) {
                        claimed(leg, offered);
                    }
                    leg.become(new OpeningMedia(leg, offer, offered, caller));
                    leg.ports.effect(new EndpointEffect.OpenMedia(leg.callId, wanted, leg.dialog.target()));
                }
            }
        }
    }

    private static void claimed(CalleeLeg leg, List<RemoteStream> offered) {
        var claimed = new TreeSet<String>();
        offered.forEach(stream -> claimed.addAll(stream.fingerprints()));
        leg.protection.record(new Evidence.PeerKeysClaimed(leg.now(), claimed));
    }
}
