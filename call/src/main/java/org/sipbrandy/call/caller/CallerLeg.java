package org.sipbrandy.call.caller;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.call.offer.SessionChange;
import org.sipbrandy.call.update.LaterOffers;
import org.sipbrandy.call.update.OwnOffer;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.credential.ContentId;

/** The calling side of the ladder of flows.md §1.2: A. Each input goes to the state that the call is in. */
public final class CallerLeg extends Leg {
    final NameAddr from;
    final Uri to;
    final Headers added;
    final ContentId certificateName;
    final Dismissals dismissals = new Dismissals(this);
    final InviteRefusals refusals = new InviteRefusals(this);
    final AnswerSignature signature = new AnswerSignature(this);
    private final Uri next;
    private final LaterOffers offers;
    private CallerState state;
    private Optional<CallDialog> last = Optional.empty();

    public CallerLeg(String callId, NameAddr from, Uri to, Uri next, CallSettings settings, LegPorts ports, long now) {
        this(callId, from, to, next, settings, Headers.NONE, ports, now);
    }

    /** @param added to the INVITE */
    public CallerLeg(
            String callId,
            NameAddr from,
            Uri to,
            Uri next,
            CallSettings settings,
            Headers added,
            LegPorts ports,
            long now) {
        super(callId, settings, ports, now);
        this.added = added;
        this.from = from.withTag(Tokens.text(ports.random(), 16));
        this.to = to;
        this.next = next;
        this.certificateName = ContentId.random(ports.random(), "anonymous.invalid"); // names no host
        this.offers = new LaterOffers(this, signature, signer());
        this.state = new Locating(this);
    }

    private OwnOffer.Signer signer() {
        return settings.policy().usesIdentity()
                ? new OwnOffer.Signer.Self(from.uri(), certificateName)
                : new OwnOffer.Signer.Nobody();
    }

    /** Begins: where does it go? */
    public void begin() {
        var locating = new Locating(this);
        become(locating);
        locating.begin(next);
    }

    void become(CallerState following) {
        last = state.dialog().or(() -> last);
        state = following;
    }

    @Override
    public void mediaOpened(List<LocalMedia> local, long now) {
        at(now);
        if (!over()) {
            state.mediaOpened(local);
        }
    }

    /** Hands the responses to the INVITE to the state of that moment. */
    LegPorts.Answers inviteAnswers() {
        return new LegPorts.Answers() {
            @Override
            public void response(SipResponse response, Target source, long at) {
                at(at);
                state.response(response, source);
                drain();
            }

            @Override
            public void none(int status, boolean tryNext, long at) {
                at(at);
                if (!over()) {
                    state.none(status, tryNext);
                }
            }
        };
    }

    // ── requests of the far end ─────────────────────────────────────────────────────────────────

    @Override
    public String localTag() {
        return from.tag().orElseThrow();
    }

    @Override
    public Optional<CallDialog> dialog() {
        return state.dialog().or(() -> last);
    }

    @Override
    public Uri address() {
        return offers.speaker().orElse(from.uri());
    }

    @Override
    protected Optional<CallDialog> dialog(SipRequest request) {
        return state.dialog().filter(known -> known.matches(request));
    }

    @Override
    protected void bye(ServerTransactionId id, SipRequest request) {
        ports.respond(id, request.respond(200).build(), now());
        Refusals.of(request).ifPresent(reason -> protection.failure(reason, "the peer ended it"));
        state.peerLeft();
        end(EndedBy.REMOTE, 0, "the peer hung up");
    }

    @Override
    protected void prack(ServerTransactionId id, SipRequest request) {
        // a caller sends no provisional response that one could acknowledge
        ports.respond(id, request.respond(481).build(), now());
    }

    @Override
    protected void offer(ServerTransactionId id, SipRequest request) {
        if (request.method().equals(SipMethod.INVITE) && !answered()) { // CONN-34: our INVITE is pending
            ports.respond(id, request.respond(491).build(), now());
        } else {
            offers.receive(id, request, state.dialog().orElseThrow());
        }
    }

    @Override
    public boolean change(SessionChange wanted, long now) {
        at(now);
        return answered() && offers.offer(wanted, state.dialog().orElseThrow());
    }

    @Override
    public boolean speakAs(Uri address, long now) {
        at(now);
        return answered() && offers.speakAs(address, state.dialog().orElseThrow());
    }

    @Override
    public void acknowledged(SipRequest ack, long now) {
        at(now);
        if (state.dialog().filter(known -> known.matches(ack)).isPresent()) {
            reInvites.acknowledge(ack);
        }
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────

    @Override
    protected boolean answered() {
        return state instanceof Confirmed;
    }

    @Override
    protected void refused(Verdict verdict) {
        leave(EndedBy.LOCAL, 0, verdict.reasons().getFirst().sentence());
    }

    @Override
    protected void consentGone() {
        leave(EndedBy.NETWORK, 0, Reason.CONSENT_EXPIRED.sentence());
    }

    @Override
    protected void goodbyeMissing() {
        leave(EndedBy.REMOTE, 0, "the peer closed its media");
    }

    @Override
    protected void gone(Loss loss) {
        leave(loss.by(), loss.status(), loss.told());
    }

    /** Ends the call from our side, telling the far end why. */
    void leave(EndedBy by, int status, String reason) {
        if (!over()) {
            state.sayGoodbye(protection.gravest());
            end(by, status, reason);
        }
    }

    @Override
    public void hangUp(long now) {
        at(now);
        if (!over()) {
            String word = state.wordForHangUp();
            state.sayGoodbye(Optional.empty());
            end(EndedBy.LOCAL, 0, word);
        }
    }
}
