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
import org.sipbrandy.call.leg.Remedy;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;

/** The offer's fingerprints are being signed. */
final class SigningOffer extends CallerState {
    private final Hops hops;
    private final Draft draft;

    SigningOffer(CallerLeg leg, Hops hops, Draft draft) {
        super(leg);
        this.hops = hops;
        this.draft = draft;
    }

    void begin() {
        var unsigned = draft.toSign(leg.ports.wallClock(leg.now()));
        var wanted = leg.settings.signatures();
        var options = SigningOptions.msec(leg.certificateName.url(), wanted.form());
        boolean baselineToo = wanted.baselineUnder(leg.settings.policy())
                || draft.remedy().filter(Remedy.WithBaseline.class::isInstance).isPresent();
        leg.ports.sign(
                RequestViews.of(unsigned, Contents.of(unsigned)),
                draft.remedy().map(it -> it.on(options)).orElse(options),
                baselineToo,
                this::signed);
    }

    private void signed(RequestSigner.Signed result, long at) {
        leg.at(at);
        if (leg.over()) {
            return;
        }
        switch (result.signing()) {
            case Signing.Signed it -> {
                var request = draft.request().toBuilder();
                SignedBody.put(
                        request, draft.offer(), result.all(), leg.certificateName, Tokens.text(leg.ports.random(), 24));
                String name = it.credential().identity().value();
                leg.protection.record(new Evidence.OwnKeysSigned(leg.now(), name, Set.of(leg.media.ownFingerprint())));
                Inviting.send(
                        leg, new FirstInvite(request.build(), draft, Optional.of(it), result.peerSignedBefore()), hops);
                leg.protection.step(Step.OFFER_SIGNED, true, "as " + name);
            }
            case Signing.Refused(var _, var detail) -> {
                leg.protection.step(Step.OFFER_SIGNED, false, detail);
                if (draft.remedy().isPresent()) {
                    leg.refusals.endWithFirst();
                } else if (leg.settings.policy().mandatory()) {
                    leg.fail(Reason.CREDENTIAL_UNAVAILABLE, detail);
                } else {
                    Inviting.send(leg, FirstInvite.unsigned(draft, result.peerSignedBefore()), hops);
                }
            }
        }
    }

    @Override
    void sayGoodbye(Optional<Reason> why) {
        // nobody knows of the call: no INVITE is out, or the one that was is refused
    }
}
