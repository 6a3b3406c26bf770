package org.sipbrandy.call.caller;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.media.LocalMedia;

/** Waiting for sockets, whose addresses the offer names. */
final class OpeningMedia extends CallerState {
    private final Hops hops;

    OpeningMedia(CallerLeg leg, Hops hops) {
        super(leg);
        this.hops = hops;
    }

    void begin() {
        var first = hops.current();
        leg.protection.tell(new CallEvent.Outgoing(
                leg.now(),
                leg.from.uri().toString(),
                leg.to.toString(),
                first.transport().name().toLowerCase(Locale.ROOT),
                first.host() + ":" + first.port()));
        leg.ports.effect(
                new EndpointEffect.OpenMedia(leg.callId, leg.settings.streams().size(), first));
    }

    @Override
    void mediaOpened(List<LocalMedia> local) {
        if (local.stream().anyMatch(LocalMedia::isEmpty)) {
            leg.end(EndedBy.LOCAL, 0, "no network address for the media" + LocalMedia.shortfall(local));
            return;
        }
        var offer = leg.media.offer(local, leg.now());
        var draft = FirstInvite.draft(leg, hops.current(), offer);
        if (leg.settings.policy().usesIdentity()) {
            var signing = new SigningOffer(leg, hops, draft);
            leg.become(signing);
            signing.begin();
        } else {
            Inviting.send(leg, FirstInvite.unsigned(draft, false), hops);
        }
    }

    @Override
    void sayGoodbye(Optional<Reason> why) {
        // nobody knows of the call yet
    }
}
