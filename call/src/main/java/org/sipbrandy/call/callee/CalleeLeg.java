package org.sipbrandy.call.callee;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.call.leg.OwnCapabilities;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.call.leg.Repeats;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.call.offer.SessionChange;
import org.sipbrandy.call.update.LaterOffers;
import org.sipbrandy.call.update.OwnOffer;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.credential.ContentId;

/** The called side of the ladder of flows.md §1.2: B. Each input goes to the state that the call is in. */
public final class CalleeLeg extends Leg {
    final ServerTransactionId inviteId;
    final SipRequest invite;
    final Uri own;
    final CallDialog dialog;
    final Repeats repeats;
    final ContentId certificateName;
    private final LaterOffers offers;
    private CalleeState state;

    public CalleeLeg(
            String callId,
            ServerTransactionId inviteId,
            SipRequest invite,
            Target source,
            Uri own,
            CallSettings settings,
            LegPorts ports,
            long now) {
        super(callId, settings, ports, now);
        this.inviteId = inviteId;
        this.invite = invite;
        this.own = own;
        boolean secure = invite.requestUri() instanceof SipUri uri && uri.secure();
        this.dialog =
                CallDialog.callee(invite, Tokens.text(ports.random(), 16), ports.contact(source, own, secure), source);
        this.repeats = new Repeats(invite, ports.random());
        this.certificateName = ContentId.random(ports.random(), "anonymous.invalid"); // names no host
        this.offers = new LaterOffers(this, new CallerSignature(this), signer());
        this.state = new Ended(this);
    }

    OwnOffer.Signer signer() {
        return settings.policy().usesIdentity()
                ? new OwnOffer.Signer.Self(own, certificateName)
                : new OwnOffer.Signer.Nobody();
    }

    /** The INVITE came. */
    public void begin(Target source) {
        var verifying = new VerifyingOffer(this);
        become(verifying);
        verifying.begin(source);
    }

    void become(CalleeState following) {
        state = following;
    }

    ResponseBuilder response(int status, String phrase) {
        var response = phrase.isEmpty() ? invite.respond(status) : invite.respond(status, phrase);
        dialog.address(response);
        if (status == 415) { // RFC 3261 §8.2.3
            response.set(HeaderName.ACCEPT, OwnCapabilities.ALL.accept());
        }
        return OwnCapabilities.on(response, settings.policy().usesIdentity(), ports.product());
    }

    @Override
    public void mediaOpened(List<LocalMedia> local, long now) {
        at(now);
        state.mediaOpened(local);
    }

    // ── the local user ──────────────────────────────────────────────────────────────────────────

    /** The local user takes the call. */
    public void accept(long now) {
        at(now);
        state.accept();
        drain();
    }

    /** The local user declines. */
    public void reject(int status, long now) {
        at(now);
        state.reject(status);
    }

    @Override
    public void hangUp(long now) {
        at(now);
        state.hangUp();
    }

    // ── requests of the far end ─────────────────────────────────────────────────────────────────

    /** The caller took the INVITE back. */
    public void cancelled(SipRequest cancel, long now) {
        at(now);
        state.cancelled(cancel);
    }

    @Override
    public String localTag() {
        return dialog.localTag();
    }

    @Override
    public Optional<CallDialog> dialog() {
        return Optional.of(dialog);
    }

    @Override
    public Uri address() {
        return offers.speaker().orElse(own);
    }

    @Override
    protected Optional<CallDialog> dialog(SipRequest request) {
        return dialog.matches(request) ? Optional.of(dialog) : Optional.empty();
    }

    @Override
    protected void prack(ServerTransactionId id, SipRequest request) {
        if (!repeats.acknowledges(request, now())) { // CONN-18
            ports.respond(id, request.respond(481).build(), now());
            return;
        }
        Contents contents;
        try {
            contents = Contents.of(request);
        } catch (Contents.Unreadable e) {
            ports.respond(id, request.respond(e.status()).build(), now());
            return;
        }
        if (contents.description().isPresent()) { // CONN-35: answered, since a PRACK cannot be refused (RFC 3262 §3)
            var nothing = media.rejection(contents.description().get());
            var response = request.respond(200).body(MediaType.SDP, Body.of(nothing.toBytes()));
            ports.respond(id, response.build(), now());
            state.refuse488(Reason.MEDIA_NOT_PROTECTED, "an unsigned offer in PRACK");
            return;
        }
        ports.respond(id, request.respond(200).build(), now());
        state.pracked();
    }

    @Override
    protected void offer(ServerTransactionId id, SipRequest request) {
        if (state.mayBeOffered(request.method())) {
            offers.receive(id, request, dialog);
        } else {
            offers.notYet(id, request);
        }
    }

    @Override
    public boolean change(SessionChange wanted, long now) {
        at(now);
        return answered() && offers.offer(wanted, dialog);
    }

    @Override
    public boolean speakAs(Uri address, long now) {
        at(now);
        return answered() && offers.speakAs(address, dialog);
    }

    @Override
    protected void bye(ServerTransactionId id, SipRequest request) {
        ports.respond(id, request.respond(200).build(), now());
        Refusals.of(request).ifPresent(reason -> protection.failure(reason, "the caller ended it"));
        state.peerLeft();
    }

    @Override
    public void acknowledged(SipRequest ack, long now) {
        at(now);
        if (dialog.matches(ack) && !reInvites.acknowledge(ack) && repeats.acknowledge(ack)) {
            dialog.acknowledged();
            state.acknowledged();
            drain();
        }
    }

    // ── time ────────────────────────────────────────────────────────────────────────────────────

    @Override
    public void timeout(long now) {
        super.timeout(now);
        if (!over() && repeats.deadline() <= now) {
            repeats.timeout(now);
            repeat();
        }
    }

    /** Repeats what nobody has acknowledged yet. */
    void repeat() {
        Repeats.@Nullable Effect effect;
        while ((effect = repeats.poll()) != null) {
            switch (effect) {
                case Repeats.Effect.Send(var response) -> ports.respond(inviteId, response, now());
                case Repeats.Effect.GaveUp() -> state.gaveUp();
            }
        }
    }

    @Override
    public long deadline() {
        return over() ? Long.MAX_VALUE : Math.min(super.deadline(), repeats.deadline());
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────

    @Override
    protected boolean answered() {
        return state instanceof Confirmed;
    }

    /** Ends the call in the way that its state allows. */
    void leave(Parting how) {
        state.leave(how);
    }

    @Override
    protected void refused(Verdict verdict) {
        var reason = verdict.reasons().getFirst();
        leave(Parting.refusal(reason, Refusals.status(reason), "", reason.sentence()));
    }

    @Override
    protected void gone(Loss loss) {
        leave(Parting.plain(loss.by(), loss.status(), loss.told()));
    }

    @Override
    protected void consentGone() {
        state.mediaLost(new Parting(
                Optional.of(Reason.CONSENT_EXPIRED), EndedBy.NETWORK, 0, "", Reason.CONSENT_EXPIRED.sentence()));
    }

    @Override
    protected void goodbyeMissing() {
        state.mediaLost(Parting.plain(EndedBy.REMOTE, 0, "the peer closed its media"));
    }
}
