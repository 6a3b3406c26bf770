package org.sipbrandy.call.callee;

import java.util.List;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.sdp.SessionDescription;

/** Waiting for sockets, whose addresses the answer names. */
final class OpeningMedia extends Unanswered {
    private final SessionDescription offer;
    private final List<RemoteStream> offered;
    private final Caller caller;

    OpeningMedia(CalleeLeg leg, SessionDescription offer, List<RemoteStream> offered, Caller caller) {
        super(leg);
        this.offer = offer;
        this.offered = offered;
        this.caller = caller;
    }

    @Override
    void mediaOpened(List<LocalMedia> local) {
        if (local.stream().anyMatch(LocalMedia::isEmpty)) {
            refuse(
                    500,
                    "Server Internal Error",
                    Reason.ICE_FAILED,
                    "no network address for the media" + LocalMedia.shortfall(local));
            return;
        }
        var answer = leg.media.answer(offer, offered, local, leg.now());
        if (answer.isEmpty()) {
            refuse488(Reason.PEER_NOT_CAPABLE, "nothing in common");
            return;
        }
        leg.expectKeys();
        if (caller.climbsTheLadder(leg.invite)) {
            AwaitingPrack.send(leg, answer.get());
        } else if (caller == Caller.SIGNED && leg.settings.policy().mandatory()) {
            // CONN-17: without 100rel there is no UPDATE before the answer, and so no signed answer
            refuse(421, "Extension Required", Reason.PEER_NOT_CAPABLE, "the caller does not do 100rel");
        } else {
            Ringing.ring(leg, new Ringing.Next.AnswerWith(answer.get(), caller));
        }
        leg.drain();
    }
}
