package org.sipbrandy.call.callee;

import java.util.Locale;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.identity.WithheldIdentity;
import org.sipbrandy.call.leg.SignedKeys;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.VerifiedIdentity;

/** The INVITE and its signature are being verified (flows.md §1.2 step 2). */
final class VerifyingOffer extends Unanswered {
    VerifyingOffer(CalleeLeg leg) {
        super(leg);
    }

    void begin(Target source) {
        var headers = leg.invite.headers();
        leg.protection.tell(new CallEvent.Incoming(
                leg.now(),
                headers.from().uri().toString(),
                headers.to().uri().toString(),
                source.transport().name().toLowerCase(Locale.ROOT),
                source.host() + ":" + source.port()));
        leg.protection.passed(leg.invite, false, leg.now());
        leg.protection.signalling(source);
        var withheld = WithheldIdentity.of(leg.invite);
        if (withheld.isPresent() && refusesAnonymous(withheld.get())) {
            return;
        }
        Contents contents;
        try {
            contents = Contents.of(leg.invite);
        } catch (Contents.Unreadable e) {
            refuse(e.status(), "", Reason.MEDIA_NOT_PROTECTED, String.valueOf(e.getMessage()));
            return;
        }
        if (contents.description().isEmpty()) { // MSEC-21: without an offer nothing could be signed
            refuse488(Reason.MEDIA_NOT_PROTECTED, "the INVITE carries no offer");
            return;
        }
        var offer = contents.description().get();
        var policy = leg.settings.policy();
        if (policy.usesIdentity()) {
            leg.ports.verify(
                    RequestViews.of(leg.invite, contents),
                    policy.mandatory(),
                    (checked, at) -> verified(offer, checked, at));
        } else {
            leg.protection.record(new Evidence.PeerWillNotSign(leg.now(), "identity is off"));
            OfferTaking.unsigned(this, offer);
        }
    }

    /** ANON-13, ANON-17. */
    private boolean refusesAnonymous(String detail) {
        switch (leg.settings.anonymity().others()) {
            case WELCOME -> {
                return false;
            }
            case REFUSED -> refuse(433, "Anonymity Disallowed", Reason.ANONYMITY_DISALLOWED, detail);
            case REFUSED_SILENTLY -> {
                leg.protection.failure(Reason.ANONYMITY_DISALLOWED, detail);
                leave(Parting.plain(EndedBy.LOCAL, 403, detail));
            }
        }
        return true;
    }

    private void verified(SessionDescription offer, RequestVerifier.Checked checked, long at) {
        leg.at(at);
        if (leg.over()) {
            return;
        }
        if (checked.verification().result() instanceof Verification.Result.Refused(var refusal)) {
            // MSEC-07: any failure refuses, whatever else would have verified
            leg.protection.step(Step.OFFER_VERIFIED, false, refusal.detail());
            refuse(refusal.status(), refusal.phrase(), checked.reason(refusal), refusal.detail());
            return;
        }
        var identity = checked.msec();
        if (identity.isPresent()) {
            signed(offer, identity.get(), checked.peer().orElseThrow());
        } else {
            unsigned(offer, checked.peerSignedBefore());
        }
    }

    private void unsigned(SessionDescription offer, boolean peerSignedBefore) {
        String what = "the INVITE carries no msec signature";
        leg.protection.step(Step.OFFER_VERIFIED, false, what);
        if (peerSignedBefore) { // AUTHZ-07
            refuse(428, "Use Identity Header", Reason.DOWNGRADE, Reason.DOWNGRADE.sentence());
            return;
        }
        if (leg.settings.policy().mandatory()) {
            refuse(428, "Use Identity Header", Reason.IDENTITY_MISSING, what);
            return;
        }
        leg.protection.record(new Evidence.PeerWillNotSign(leg.now(), what));
        OfferTaking.unsigned(this, offer);
    }

    private void signed(SessionDescription offer, VerifiedIdentity identity, PeerIdentity peer) {
        if (!leg.settings.maySign(peer)) { // MSEC-26
            leg.protection.step(Step.OFFER_VERIFIED, false, peer.name() + " signed it");
            refuse(403, "Forbidden", Reason.IDENTITY_UNEXPECTED, peer.name() + " signed it");
            return;
        }
        var signed = SignedKeys.of(identity);
        if (signed.isEmpty()) { // MSEC-05
            refuse(438, "Invalid Identity Header", Reason.FINGERPRINT_MISSING, "no fingerprint is signed");
            return;
        }
        leg.protection.signedBy(identity, new Evidence.PeerKeysSigned(leg.now(), peer, signed));
        leg.protection.step(
                Step.OFFER_VERIFIED,
                true,
                peer.name() + " signed its keys; key " + peer.trust().word());
        if (peer.trust() == Trust.CHANGED) {
            leg.heed();
            return;
        }
        OfferTaking.signed(this, offer, signed);
    }
}
