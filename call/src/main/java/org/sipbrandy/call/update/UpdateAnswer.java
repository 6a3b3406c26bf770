package org.sipbrandy.call.update;

import java.util.Set;
import java.util.TreeSet;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.OwnCapabilities;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.call.leg.SignedKeys;
import org.sipbrandy.call.offer.Outcome;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.stir.Verification;

/** How the caller takes the callee's UPDATE: verifies its signature, holds its offer against it, answers (flows.md §1.2, 7–8). */
public final class UpdateAnswer {
    private final Leg leg;
    private final Listener listener;
    private boolean pending;

    /** Who wants to know what came of an UPDATE. */
    public interface Listener {
        /** Its signature verified and its offer fits; it was answered with 200. */
        void verified(RequestVerifier.Checked checked, Set<String> fingerprints);

        /** It was refused. */
        void refused(Reason reason, String detail);
    }

    public UpdateAnswer(Leg leg, Listener listener) {
        this.leg = leg;
        this.listener = listener;
    }

    public void receive(ServerTransactionId id, SipRequest request, CallDialog dialog) {
        if (pending) { // CONN-21
            leg.ports.respond(id, retryLater(request), leg.now());
            return;
        }
        Contents contents;
        try {
            contents = Contents.of(request);
        } catch (Contents.Unreadable e) {
            leg.ports.respond(id, request.respond(400).build(), leg.now());
            return;
        }
        if (contents.description().isEmpty()) {
            // RFC 3311 §5.2: refreshes the target, says nothing of keys
            dialog.accepted(request);
            leg.ports.respond(id, accept(request, dialog).build(), leg.now());
            return;
        }
        if (!leg.settings.policy().usesIdentity()) {
            leg.ports.respond(
                    id,
                    Refusals.explain(request.respond(488), Reason.MEDIA_NOT_PROTECTED)
                            .build(),
                    leg.now());
            return;
        }
        pending = true;
        leg.ports.verify(
                RequestViews.of(request, contents),
                true,
                (checked, at) -> verified(id, request, contents.description().orElseThrow(), dialog, checked, at));
    }

    private SipResponse retryLater(SipRequest request) {
        return request.respond(500)
                .set(HeaderName.RETRY_AFTER, Integer.toString(leg.ports.random().nextInt(11)))
                .build();
    }

    private void verified(
            ServerTransactionId id,
            SipRequest request,
            SessionDescription offer,
            CallDialog dialog,
            RequestVerifier.Checked checked,
            long at) {
        pending = false;
        leg.at(at);
        if (leg.over()) {
            leg.ports.respond(id, request.respond(481).build(), at);
            return;
        }
        if (checked.verification().result() instanceof Verification.Result.Refused(var refusal)) {
            var reason = RequestVerifier.reason(refusal.cause());
            leg.ports.respond(
                    id,
                    Refusals.explain(request.respond(refusal.status(), refusal.phrase()), reason)
                            .build(),
                    at);
            listener.refused(reason, refusal.detail());
            return;
        }
        var identity = checked.msec();
        if (identity.isEmpty()) { // verified perhaps, but not under this profile
            refuse(id, request, 428, Reason.IDENTITY_MISSING, "the UPDATE carries no msec signature");
            return;
        }
        take(id, request, offer, dialog, checked, SignedKeys.of(identity.get()));
    }

    private void take(
            ServerTransactionId id,
            SipRequest request,
            SessionDescription offer,
            CallDialog dialog,
            RequestVerifier.Checked checked,
            Set<String> signed) {
        switch (leg.media.offered(offer)) {
            case Outcome.Collision(int status) ->
                leg.ports.respond(
                        id,
                        status == 500
                                ? retryLater(request)
                                : request.respond(status).build(),
                        leg.now());
            case Outcome.Refused(var reason, var detail) -> refuse(id, request, 488, reason, detail);
            case Outcome.Taken(var streams) -> {
                var used = new TreeSet<String>();
                for (RemoteStream stream : streams) {
                    // MSEC-14: each stream, not only the set
                    if (!signed.containsAll(stream.fingerprints())) {
                        leg.media.refuseOffer();
                        refuse(
                                id,
                                request,
                                438,
                                Reason.FINGERPRINT_MISMATCH,
                                "m=" + stream.media() + " has a fingerprint that is not signed");
                        return;
                    }
                    used.addAll(stream.fingerprints());
                }
                var change = leg.media.whatWouldChange(offer, streams);
                if (change.isPresent()) {
                    // flows.md §1.3: what the 183 claimed is not what is signed now
                    leg.media.refuseOffer();
                    refuse(
                            id,
                            request,
                            488,
                            Reason.FINGERPRINT_MISMATCH,
                            "the signed UPDATE would change " + change.get() + ": the first answer was tampered with");
                    return;
                }
                var answer = leg.media.answerAgain(offer, streams, leg.now());
                dialog.accepted(request); // CONN-07
                leg.ports.respond(
                        id,
                        accept(request, dialog)
                                .body(MediaType.SDP, Body.of(answer.toBytes()))
                                .build(),
                        leg.now());
                listener.verified(checked, used);
            }
        }
    }

    private ResponseBuilder accept(SipRequest request, CallDialog dialog) {
        var response = request.respond(200).set(HeaderName.CONTACT, dialog.contact());
        return OwnCapabilities.on(response, true, leg.ports.product());
    }

    private void refuse(ServerTransactionId id, SipRequest request, int status, Reason reason, String detail) {
        var phrase = status == 438
                ? "Invalid Identity Header"
                : status == 428 ? "Use Identity Header" : "Not Acceptable Here";
        leg.ports.respond(
                id, Refusals.explain(request.respond(status, phrase), reason).build(), leg.now());
        listener.refused(reason, detail);
    }
}
