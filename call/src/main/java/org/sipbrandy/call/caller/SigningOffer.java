package org.sipbrandy.call.caller;

import java.util.Optional;
import java.util.Set;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;

/** The offer's fingerprints are being signed. */
final class SigningOffer extends CallerState {
    private final Hops hops;
    private final SipRequest unsigned;
    private final SessionDescription offer;

    SigningOffer(CallerLeg leg, Hops hops, SipRequest unsigned, SessionDescription offer) {
        super(leg);
        this.hops = hops;
        this.unsigned = unsigned;
        this.offer = offer;
    }

    void begin() {
        leg.ports.sign(
                RequestViews.of(unsigned, Contents.of(unsigned)),
                SigningOptions.msec(leg.certificateName.url()),
                this::signed);
    }

    private void signed(RequestSigner.Signed result, long at) {
        leg.at(at);
        if (leg.over()) {
            return;
        }
        switch (result.signing()) {
            case Signing.Signed it -> {
                var request = unsigned.toBuilder();
                SignedBody.put(request, offer, it, leg.certificateName, Tokens.text(leg.ports.random(), 24));
                String name = it.credential().identity().value();
                leg.protection.record(new Evidence.OwnKeysSigned(leg.now(), name, Set.of(leg.media.ownFingerprint())));
                Inviting.send(leg, new FirstInvite(request.build(), result.peerSignedBefore()), hops);
                leg.protection.step(Step.OFFER_SIGNED, true, "as " + name);
            }
            case Signing.Refused(var _, var detail) -> {
                leg.protection.step(Step.OFFER_SIGNED, false, detail);
                if (leg.settings.policy().mandatory()) {
                    leg.fail(Reason.CREDENTIAL_UNAVAILABLE, detail);
                } else {
                    Inviting.send(leg, new FirstInvite(unsigned, result.peerSignedBefore()), hops);
                }
            }
        }
    }

    @Override
    void sayGoodbye(Optional<Reason> why) {
        // nobody knows of the call yet
    }
}
