package org.sipbrandy.call.update;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.identity.WithheldIdentity;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.OwnCapabilities;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.call.leg.SignedKeys;
import org.sipbrandy.call.offer.Outcome;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.dialog.Glare;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.stir.Verification;

/**
 * Offers of the far end after the first, in UPDATE or re-INVITE. Once it has signed, each has to be signed again
 * (MSEC-19); none may change keys, DTLS roles or ICE. A refused one leaves the session as it is.
 */
public final class RemoteOffers {
    private final Leg leg;
    private final Listener listener;
    private boolean pending;

    /** Who wants to know what came of an offer. */
    public interface Listener {
        /** Its signature verified and its offer fits; it was answered with 200. */
        void verified(RequestVerifier.Checked checked, Set<String> fingerprints);

        /** It was refused with that response. */
        void refused(SipResponse response, Reason reason, String detail);
    }

    private record Offer(
            ServerTransactionId id, SipRequest request, SessionDescription description, CallDialog dialog) {}

    public RemoteOffers(Leg leg, Listener listener) {
        this.leg = leg;
        this.listener = listener;
    }

    /** Whether one is being verified, so that none of ours may leave (RFC 3311 §5.1). */
    public boolean pending() {
        return pending;
    }

    /** Takes an UPDATE or a re-INVITE. */
    public void receive(ServerTransactionId id, SipRequest request, CallDialog dialog) {
        if (pending) { // CONN-21
            retryLater(id, request);
            return;
        }
        Contents contents;
        try {
            contents = Contents.of(request);
        } catch (Contents.Unreadable e) {
            leg.ports.respond(id, request.respond(e.status()).build(), leg.now());
            return;
        }
        if (contents.description().isEmpty()) {
            withoutOffer(id, request, dialog);
            return;
        }
        var offer = new Offer(id, request, contents.description().get(), dialog);
        var withheld = WithheldIdentity.of(request);
        if (withheld.isPresent() && refusesAnonymous(offer, withheld.get())) {
            return;
        }
        if (!leg.settings.policy().usesIdentity()) {
            take(offer, Optional.empty());
            return;
        }
        // Also where nothing has to be signed: whoever it is from now may be one who signed before.
        boolean unsigned = request.headers().identity().isEmpty() && mayBeUnsigned();
        pending = true;
        leg.ports.verify(
                RequestViews.of(request, contents), !unsigned, (checked, at) -> verified(offer, checked, unsigned, at));
    }

    /** ANON-13, ANON-17; the dialog stays (ANON-16). */
    private boolean refusesAnonymous(Offer offer, String detail) {
        switch (leg.settings.anonymity().others()) {
            case WELCOME -> {
                return false;
            }
            case REFUSED -> refuse(offer, 433, "Anonymity Disallowed", Reason.ANONYMITY_DISALLOWED, detail);
            case REFUSED_SILENTLY -> {
                var response = offer.request().respond(403).build();
                leg.ports.respond(offer.id(), response, leg.now());
                listener.refused(response, Reason.ANONYMITY_DISALLOWED, detail);
            }
        }
        return true;
    }

    private void withoutOffer(ServerTransactionId id, SipRequest request, CallDialog dialog) {
        if (request.method().equals(SipMethod.UPDATE)) {
            // RFC 3311 §5.2: refreshes the target, says nothing of keys
            dialog.accepted(request);
            leg.ports.respond(id, accept(request, dialog).build(), leg.now());
        } else { // as MSEC-21: what it asks us to offer could not be answered signed
            explain(id, request, 488, Reason.MEDIA_NOT_PROTECTED);
        }
    }

    /** Before the call is known to do without the far end's signature, and once it has one, everything is signed. */
    private boolean mayBeUnsigned() {
        return leg.protection.has(Evidence.PeerWillNotSign.class) && !leg.protection.has(Evidence.PeerKeysSigned.class);
    }

    /** An offer that comes while another is under way: 500 with Retry-After. */
    public void retryLater(ServerTransactionId id, SipRequest request) {
        var later = new Glare.Decision.RetryLater(leg.ports.random().nextInt(11));
        leg.ports.respond(id, Glare.response(request, later), leg.now());
    }

    private void verified(Offer offer, RequestVerifier.Checked checked, boolean unsigned, long at) {
        pending = false;
        leg.at(at);
        if (leg.over()) {
            leg.ports.respond(offer.id(), offer.request().respond(481).build(), at);
            return;
        }
        if (checked.verification().result() instanceof Verification.Result.Refused(var refusal)) {
            refuse(offer, refusal.status(), refusal.phrase(), checked.reason(refusal), refusal.detail());
        } else if (unsigned && !checked.peerSignedBefore()) {
            take(offer, Optional.empty());
        } else if (checked.msec().isEmpty()) { // verified perhaps, but not under this profile
            var reason = checked.peerSignedBefore() ? Reason.DOWNGRADE : Reason.IDENTITY_MISSING; // AUTHZ-07
            refuse(offer, 428, "Use Identity Header", reason, "it carries no msec signature");
        } else if (!leg.settings.maySign(checked.peer().orElseThrow())) { // MSEC-26
            refuse(
                    offer,
                    403,
                    "Forbidden",
                    Reason.IDENTITY_UNEXPECTED,
                    checked.peer().orElseThrow().name() + " signed it");
        } else if (leg.protection.anotherNobody(checked.peer().orElseThrow())) {
            refuse(offer, 437, "Unsupported Credential", Reason.KEY_CHANGED, "another one-time key than before");
        } else if (checked.peer().orElseThrow().trust() == Trust.CHANGED
                && leg.protection.has(Evidence.PeerKeysSigned.class)) {
            // whoever it is, it is not the one who signed until now: the call goes on as it was
            refuse(offer, 437, "Unsupported Credential", Reason.KEY_CHANGED, Reason.KEY_CHANGED.sentence());
        } else {
            take(offer, Optional.of(checked));
        }
    }

    private void take(Offer offer, Optional<RequestVerifier.Checked> checked) {
        switch (leg.media.offered(offer.description())) {
            case Outcome.Collision(int status) -> {
                if (status == 500) {
                    retryLater(offer.id(), offer.request());
                } else { // CONN-22, CONN-34
                    leg.ports.respond(
                            offer.id(), offer.request().respond(status).build(), leg.now());
                }
            }
            case Outcome.Refused(var reason, var detail) -> refuse488(offer, reason, detail);
            case Outcome.Taken(var streams) -> {
                var unfit = whatIsWrong(offer, streams, checked);
                if (unfit.isPresent()) {
                    leg.media.refuseOffer();
                    unfit.get().run();
                } else {
                    answer(offer, streams, checked);
                }
            }
        }
    }

    private Optional<Runnable> whatIsWrong(
            Offer offer, List<RemoteStream> streams, Optional<RequestVerifier.Checked> checked) {
        var signed = checked.flatMap(RequestVerifier.Checked::msec).map(SignedKeys::of);
        for (RemoteStream stream : streams) {
            // MSEC-14: each stream, not only the set
            if (signed.isPresent() && !signed.get().containsAll(stream.fingerprints())) {
                return Optional.of(() -> refuse(
                        offer,
                        438,
                        "Invalid Identity Header",
                        Reason.FINGERPRINT_MISMATCH,
                        "m=" + stream.media() + " has a fingerprint that is not signed"));
            }
        }
        // flows.md §1.3: what the 183 claimed is not what is signed now
        var change = leg.media.whatWouldChange(offer.description(), streams);
        if (change.isPresent()) {
            return Optional.of(() -> refuse488(
                    offer,
                    Reason.FINGERPRINT_MISMATCH,
                    "the offer would change " + change.get() + ": it or an earlier description was tampered with"));
        }
        return leg.media.wanted(streams) == 0
                ? Optional.of(() -> refuse488(offer, Reason.PEER_NOT_CAPABLE, "no codec in common"))
                : Optional.empty();
    }

    private void answer(Offer offer, List<RemoteStream> streams, Optional<RequestVerifier.Checked> checked) {
        var answer = leg.media.answerAgain(offer.description(), streams, leg.now());
        offer.dialog().accepted(offer.request()); // CONN-07
        var success = accept(offer.request(), offer.dialog())
                .body(MediaType.SDP, Body.of(answer.toBytes()))
                .build();
        if (offer.request().method().equals(SipMethod.INVITE)) {
            leg.reInvites.succeed(offer.id(), success);
        } else {
            leg.ports.respond(offer.id(), success, leg.now());
        }
        var used = new TreeSet<String>();
        streams.forEach(stream -> used.addAll(stream.fingerprints()));
        checked.ifPresent(it -> listener.verified(it, used));
        leg.mediaAgreed();
    }

    private ResponseBuilder accept(SipRequest request, CallDialog dialog) {
        var response = request.respond(200).set(HeaderName.CONTACT, dialog.contact());
        return OwnCapabilities.on(response, leg.settings.policy().usesIdentity(), leg.ports.product());
    }

    private void refuse488(Offer offer, Reason reason, String detail) {
        refuse(offer, 488, "Not Acceptable Here", reason, detail);
    }

    private void refuse(Offer offer, int status, String phrase, Reason reason, String detail) {
        var response = Refusals.explain(offer.request().respond(status, phrase), reason, leg.ports.wallClock(leg.now()))
                .build();
        leg.ports.respond(offer.id(), response, leg.now());
        listener.refused(response, reason, detail);
    }

    private void explain(ServerTransactionId id, SipRequest request, int status, Reason reason) {
        var response = Refusals.explain(request.respond(status), reason, leg.ports.wallClock(leg.now()));
        leg.ports.respond(id, response.build(), leg.now());
    }
}
