package org.sipbrandy.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.dialog.OptionTags;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.ContentId;

/** The calling side of the ladder of flows.md §1.2: A. */
final class CallerLeg extends Leg {
    private final NameAddr from;
    private final Uri to;
    private final Uri next;
    private final ContentId certificateName;
    private final Deque<Target> targets = new ArrayDeque<>();
    private final UpdateAnswer updates;
    private @Nullable SipRequest invite;
    private @Nullable Target target;
    private @Nullable SessionDescription offer;
    private @Nullable ClientTransactionId inviteId;
    private @Nullable CallDialog dialog;
    private State state = State.PREPARING;
    private boolean answerTaken;
    private boolean peerSignedBefore;
    private boolean canSign;

    /** How far the call is. */
    private enum State {
        /** Finding the way, opening sockets, signing. */
        PREPARING,
        /** The INVITE is out. */
        INVITED,
        /** The INVITE is out and is to be taken back as soon as that is allowed (RFC 3261 §9.1). */
        CANCELLING,
        /** The 2xx came. */
        CONFIRMED,
        /** The end is being said. */
        ENDING
    }

    CallerLeg(String callId, NameAddr from, Uri to, Uri next, CallSettings settings, LegPorts ports, long now) {
        super(callId, settings, ports, now);
        this.from = from.withTag(Tokens.text(ports.random(), 16));
        this.to = to;
        this.next = next;
        this.certificateName = ContentId.random(ports.random(), "brandy.invalid");
        this.updates = new UpdateAnswer(this);
    }

    /** Begins: where does it go? */
    void begin() {
        ports.locate(next, this::located);
    }

    private void located(List<Target> found, long at) {
        now = at;
        if (over()) {
            return;
        }
        targets.addAll(found);
        var first = targets.poll();
        if (first == null) {
            end(EndedBy.NETWORK, 503, "nobody is to be found at " + next);
            return;
        }
        target = first;
        tell(new CallEvent.Outgoing(
                now,
                from.uri().toString(),
                to.toString(),
                first.transport().name().toLowerCase(java.util.Locale.ROOT),
                first.host() + ":" + first.port()));
        ports.effect(new EndpointEffect.OpenMedia(callId, settings.streams().size(), first));
    }

    @Override
    void mediaOpened(List<List<TransportAddress>> sockets, boolean loopback, long at) {
        now = at;
        if (over()) {
            return;
        }
        if (sockets.stream().anyMatch(List::isEmpty)) {
            end(EndedBy.LOCAL, 0, "no network address for the media");
            return;
        }
        var description = media.offer(sockets, loopback, now);
        offer = description;
        var unsigned = invite(description);
        if (!settings.policy().usesIdentity()) {
            send(unsigned);
            return;
        }
        ports.sign(
                RequestViews.of(unsigned, Contents.of(unsigned)),
                SigningOptions.msec(certificateName.url()),
                (result, when) -> signed(unsigned, description, result, when));
    }

    private SipRequest invite(SessionDescription description) {
        boolean secure = to instanceof SipUri uri && uri.secure();
        var hop = java.util.Objects.requireNonNull(target);
        var request = SipRequest.builder(SipMethod.INVITE, to)
                .add(HeaderName.MAX_FORWARDS, "70")
                .add(HeaderName.FROM, from)
                .add(HeaderName.TO, NameAddr.of(to))
                .add(HeaderName.CALL_ID, callId)
                .add(HeaderName.CSEQ, new CSeq(1, SipMethod.INVITE))
                .add(HeaderName.CONTACT, ports.contact(hop, from.uri(), secure));
        OwnCapabilities.on(
                request, settings.policy().usesIdentity(), settings.policy().mandatory(), ports.product());
        return request.body(MediaType.SDP, Body.of(description.toBytes())).build();
    }

    private void signed(SipRequest unsigned, SessionDescription description, RequestSigner.Signed result, long at) {
        now = at;
        if (over()) {
            return;
        }
        peerSignedBefore = result.peerSignedBefore();
        switch (result.signing()) {
            case Signing.Signed it -> {
                var request = unsigned.toBuilder();
                SignedBody.put(request, description, it, certificateName, Tokens.text(ports.random(), 24));
                evidence.record(new Evidence.OwnKeysSigned(
                        now, it.credential().identity().value(), Set.of(media.ownFingerprint())));
                send(request.build());
                step(Step.OFFER_SIGNED, true, "as " + it.credential().identity().value());
            }
            case Signing.Refused(var reason, var detail) -> {
                step(Step.OFFER_SIGNED, false, detail);
                if (settings.policy().mandatory()) {
                    fail(Reason.CREDENTIAL_UNAVAILABLE, detail);
                } else {
                    send(unsigned);
                }
            }
        }
    }

    private void send(SipRequest request) {
        var hop = java.util.Objects.requireNonNull(target);
        invite = request;
        state = State.INVITED;
        inviteId = ports.send(
                request,
                hop,
                new LegPorts.Answers() {
                    @Override
                    public void response(SipResponse response, Target source, long at) {
                        inviteAnswered(response, source, at);
                    }

                    @Override
                    public void none(int status, boolean tryNext, long at) {
                        inviteUnanswered(status, tryNext, at);
                    }
                },
                now);
        if (!evidence.has(Evidence.Signalling.class)) {
            boolean secure = hop.transport().secure();
            evidence.record(new Evidence.Signalling(now, hop.transport().name(), secure, hop.host()));
            step(
                    Step.SIGNALLING,
                    true,
                    hop.transport().name() + (secure ? ", the hop is encrypted" : ", the hop is not encrypted"));
        }
    }

    private void inviteUnanswered(int status, boolean tryNext, long at) {
        now = at;
        if (over()) {
            return;
        }
        var another = tryNext && state == State.INVITED ? targets.poll() : null;
        if (another != null) { // RFC 3263 §4.3
            target = another;
            send(java.util.Objects.requireNonNull(invite));
            return;
        }
        end(EndedBy.NETWORK, status, status == 408 ? "no answer" : "the message could not be delivered");
    }

    private void inviteAnswered(SipResponse response, Target source, long at) {
        now = at;
        if (over()) {
            if (response.isSuccess()) {
                lateSuccess(response, source);
            }
            return;
        }
        if (response.isProvisional()) {
            provisional(response, source);
        } else if (response.isSuccess()) {
            success(response, source);
        } else {
            failure(response);
        }
        drain();
    }

    // ── provisional responses ───────────────────────────────────────────────────────────────────

    private void provisional(SipResponse response, Target source) {
        if (state == State.CANCELLING) {
            cancelNow();
            return;
        }
        if (response.status() == 100 || response.headers().to().tag().isEmpty() || state != State.INVITED) {
            return;
        }
        var early = dialogOf(response, source);
        if (early == null) {
            return; // another fork: the first one that answers with its keys is taken, the rest end with the INVITE
        }
        canSign |= OptionTags.supports(response.headers(), OptionTags.FROM_CHANGE);
        switch (early.provisional(response)) {
            case ACKNOWLEDGE -> reliable(early, response);
            case REPEAT, OUT_OF_ORDER -> {
                return; // CONN-20
            }
            case UNRELIABLE -> {}
        }
        if (response.status() == 180) {
            tell(new CallEvent.Ringing(now, 180));
        }
    }

    private @Nullable CallDialog dialogOf(SipResponse response, Target source) {
        var known = dialog;
        String tag = response.headers().to().tag().orElse("");
        if (known == null) {
            known = CallDialog.caller(java.util.Objects.requireNonNull(invite), response, source);
            dialog = known;
            return known;
        }
        return known.remoteTag().equals(tag) ? known : null;
    }

    private void reliable(CallDialog early, SipResponse response) {
        // RFC 3262 §4: the answer in a reliable response is the answer
        var description = description(response);
        var prack = early.prack(response);
        ports.send(prack, early.target(), new PrackAnswers(), now);
        if (description != null) {
            takeAnswer(description, response.status());
        }
    }

    private final class PrackAnswers implements LegPorts.Answers {
        @Override
        public void response(SipResponse response, Target source, long at) {
            now = at;
            if (!over() && response.isFinal() && !response.isSuccess()) {
                fail(Reason.PEER_NOT_CAPABLE, "PRACK was answered with " + response.status());
            }
        }

        @Override
        public void none(int status, boolean tryNext, long at) {
            now = at;
            if (!over()) {
                failed(EndedBy.NETWORK, status, "no answer to PRACK");
            }
        }
    }

    private @Nullable SessionDescription description(SipResponse response) {
        try {
            return Contents.of(response).description().orElse(null);
        } catch (Contents.Unreadable e) {
            fail(Reason.MEDIA_NOT_PROTECTED, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The answer, unsigned: it starts ICE and DTLS and is trusted for nothing (MSEC-13). */
    private void takeAnswer(SessionDescription answer, int status) {
        if (answerTaken || over()) {
            return; // RFC 3261 §13.2.1: later ones are ignored
        }
        answerTaken = true;
        evidence.record(new Evidence.AnswerReceived(now, status));
        switch (media.answered(answer, now)) {
            case CallMedia.Outcome.Taken(var streams) -> {
                var claimed = new TreeSet<String>();
                streams.forEach(stream -> claimed.addAll(stream.fingerprints()));
                evidence.record(new Evidence.PeerKeysClaimed(now, claimed));
                step(Step.ANSWER_RECEIVED, true, "in a " + status + ", not signed: trusted for nothing yet");
                expectKeys();
                heed();
            }
            case CallMedia.Outcome.Refused(var reason, var detail) -> {
                step(Step.ANSWER_RECEIVED, false, detail);
                fail(reason, detail);
            }
            case CallMedia.Outcome.Collision(int code) -> fail(Reason.MEDIA_NOT_PROTECTED, "collision " + code);
        }
    }

    // ── final responses ─────────────────────────────────────────────────────────────────────────

    private void success(SipResponse response, Target source) {
        var known = dialog;
        if (known != null
                && !known.remoteTag().equals(response.headers().to().tag().orElse(""))) {
            dismiss(response, source); // SIP-04: an unwanted fork
            return;
        }
        if (known != null && state == State.CONFIRMED) {
            acknowledge(known); // a repeated 2xx
            return;
        }
        if (known == null) {
            known = CallDialog.caller(java.util.Objects.requireNonNull(invite), response, source);
            dialog = known;
        }
        canSign |= OptionTags.supports(response.headers(), OptionTags.FROM_CHANGE) && known.reliableSeen();
        known.confirm(response);
        acknowledge(known);
        boolean giveUp = state == State.CANCELLING || state == State.ENDING;
        state = State.CONFIRMED;
        if (giveUp) { // the 2xx crossed our CANCEL (RFC 3261 §9.1)
            bye(known, Optional.empty());
            end(EndedBy.LOCAL, 0, "cancelled");
            return;
        }
        if (!answerTaken) {
            var description = description(response);
            if (description == null) {
                if (!over()) {
                    fail(Reason.PEER_NOT_CAPABLE, "answered without a session description");
                }
                return;
            }
            takeAnswer(description, response.status());
        }
        if (over()) {
            return;
        }
        if (!evidence.has(Evidence.PeerKeysSigned.class) && settings.policy().usesIdentity()) {
            // CONN-31: whoever may still sign gets its time; who has shown that it cannot, gets none.
            if (canSign || settings.policy().mandatory()) {
                set(Timer.SIGNED_ANSWER, now + settings.signedAnswerWait().toNanos());
            } else {
                willNotSign("it answered without a way to sign");
            }
        }
        heed();
    }

    private void acknowledge(CallDialog with) {
        with.ackLeft(ports.sendAck(with.ack(1), with.target(), now));
    }

    private void dismiss(SipResponse response, Target source) {
        var other = CallDialog.caller(java.util.Objects.requireNonNull(invite), response, source);
        acknowledge(other);
        bye(other, evidence.verdict().reasons().stream().findFirst());
    }

    /** A 2xx after the call was given up: acknowledged and ended, so that nothing rings on. */
    private void lateSuccess(SipResponse response, Target source) {
        dismiss(response, source);
    }

    private void willNotSign(String why) {
        evidence.record(new Evidence.PeerWillNotSign(now, why));
        step(Step.ANSWER_VERIFIED, false, why);
        if (peerSignedBefore) {
            evidence.record(new Evidence.Failure(now, Reason.DOWNGRADE, why)); // AUTHZ-07
        }
        heed();
    }

    @Override
    void signedAnswerMissing() {
        willNotSign("no signed UPDATE came");
    }

    private void failure(SipResponse response) {
        boolean ours = state == State.CANCELLING || state == State.ENDING;
        var reason = Refusals.of(response);
        state = State.ENDING;
        if (reason.isPresent() && !ours && settings.policy().usesIdentity()) {
            evidence.record(new Evidence.Failure(
                    now, reason.get(), "the peer answered " + response.status() + " " + response.reason()));
        }
        end(ours ? EndedBy.LOCAL : EndedBy.REMOTE, response.status(), response.reason());
    }

    // ── requests of the far end ─────────────────────────────────────────────────────────────────

    @Override
    void request(ServerTransactionId id, SipRequest request, Target source, long at) {
        now = at;
        var known = dialog;
        if (known == null || !known.matches(request)) {
            ports.respond(id, request.respond(481).build(), now);
            return;
        }
        var problem = known.check(request);
        if (problem.isPresent()) {
            ports.respond(id, problem.get(), now);
            return;
        }
        known.heardFrom(source);
        if (request.method().equals(SipMethod.BYE)) {
            ports.respond(id, request.respond(200).build(), now);
            Refusals.of(request)
                    .ifPresent(reason -> evidence.record(new Evidence.Failure(now, reason, "the peer ended it")));
            state = State.ENDING;
            end(EndedBy.REMOTE, 0, "the peer hung up");
        } else if (request.method().equals(SipMethod.UPDATE)) {
            updates.receive(id, request, known);
        } else if (request.method().equals(SipMethod.OPTIONS)
                || request.method().equals(SipMethod.INFO)) {
            InDialog.other(this, id, request);
        } else if (request.method().equals(SipMethod.INVITE)) {
            ports.respond(
                    id,
                    Refusals.explain(request.respond(488), Reason.MEDIA_NOT_PROTECTED)
                            .build(),
                    now);
        } else {
            ports.respond(
                    id,
                    request.respond(405)
                            .add(HeaderName.ALLOW, OwnCapabilities.ALL.allow())
                            .build(),
                    now);
        }
        drain();
    }

    /** The UPDATE's signature verified and its offer fits: the far end's keys are bound to who it is. */
    void answerVerified(RequestVerifier.Checked checked, Set<String> fingerprints) {
        var identity = checked.msec().orElseThrow();
        var peer = checked.peer().orElseThrow();
        // It went on from our signed INVITE to this: it has verified our keys.
        evidence.record(new Evidence.OwnKeysAccepted(now));
        signedBy(identity, new Evidence.PeerKeysSigned(now, peer, fingerprints));
        cancel(Timer.SIGNED_ANSWER);
        step(
                Step.ANSWER_VERIFIED,
                true,
                peer.name() + " signed its keys; key " + peer.trust().word());
        heed();
    }

    /** The UPDATE was refused. */
    void answerRefused(Reason reason, String detail) {
        step(Step.ANSWER_VERIFIED, false, detail);
        fail(reason, detail);
    }

    @Override
    void acknowledged(SipRequest ack, long at) {
        // we answer no INVITE of the far end with 2xx
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────

    @Override
    String localTag() {
        return from.tag().orElseThrow();
    }

    @Override
    boolean answered() {
        return state == State.CONFIRMED;
    }

    @Override
    boolean ending() {
        return state == State.ENDING || over();
    }

    @Override
    void refused(Verdict verdict) {
        failed(EndedBy.LOCAL, 0, verdict.reasons().getFirst().sentence());
    }

    @Override
    void consentGone() {
        if (!ending()) {
            failed(EndedBy.NETWORK, 0, Reason.CONSENT_EXPIRED.sentence());
        }
    }

    /** Ends the call from our side, telling the far end why. */
    private void failed(EndedBy by, int status, String reason) {
        var why = evidence.verdict().reasons().stream().findFirst();
        sayGoodbye(why);
        end(by, status, reason);
    }

    private void sayGoodbye(Optional<Reason> why) {
        var known = dialog;
        switch (state) {
            case CONFIRMED -> {
                state = State.ENDING;
                if (known != null) {
                    bye(known, why);
                }
            }
            case INVITED -> {
                state = State.CANCELLING;
                if (known != null) {
                    cancelNow(why);
                } else {
                    cancelNow(why); // the transaction waits for a provisional response itself
                }
            }
            case PREPARING, CANCELLING, ENDING -> state = State.ENDING;
        }
    }

    private void cancelNow() {
        cancelNow(Optional.empty());
    }

    private void cancelNow(Optional<Reason> why) {
        var id = inviteId;
        if (id != null) {
            var added = Headers.builder();
            why.ifPresent(reason -> added.add("Reason", Refusals.reasonField(reason)));
            ports.cancel(id, added.build(), now);
        }
    }

    private void bye(CallDialog known, Optional<Reason> why) {
        var request = known.request(SipMethod.BYE);
        why.ifPresent(reason -> request.add("Reason", Refusals.reasonField(reason)));
        ports.send(request.build(), known.target(), LegAnswers.IGNORE, now);
    }

    @Override
    void hangUp(long at) {
        now = at;
        if (over()) {
            return;
        }
        boolean confirmed = state == State.CONFIRMED;
        sayGoodbye(Optional.empty());
        end(EndedBy.LOCAL, 0, confirmed ? "hung up" : "cancelled");
    }

    @Override
    void retry() {
        // a caller of this profile sends no offer after the first
    }

    @Override
    void goodbyeMissing() {
        failed(EndedBy.REMOTE, 0, "the peer closed its media");
    }
}
