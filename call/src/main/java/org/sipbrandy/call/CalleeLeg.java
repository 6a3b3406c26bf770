package org.sipbrandy.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.CallSettings.UpdateTiming;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.dialog.OptionTags;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.Verification;
import org.sipbrandy.stir.credential.ContentId;

/** The called side of the ladder of flows.md §1.2: B. */
final class CalleeLeg extends Leg {
    private final ServerTransactionId inviteId;
    private final SipRequest invite;
    private final Uri own;
    private final CallDialog dialog;
    private final ContentId certificateName;
    private State state = State.VERIFYING;
    private @Nullable SessionDescription offer;
    private List<RemoteStream> offered = List.of();
    private Set<String> signedByCaller = Set.of();
    private @Nullable SessionDescription answer;
    private boolean callerSigned;
    private boolean accepted;
    private boolean asked;
    private boolean answerSent;
    private boolean exchanged;
    private boolean updating;
    private boolean retried;
    private @Nullable Parting parting;

    /** An end that has to wait for the ACK (SIP-26). */
    private record Parting(Optional<Reason> why, EndedBy by, int status, String reason) {}

    /** How far the call is. */
    private enum State {
        /** The INVITE is being verified. */
        VERIFYING,
        /** Sockets are being opened. */
        OPENING,
        /** The INVITE has no final answer yet. */
        EARLY,
        /** 2xx sent, no ACK yet. */
        ANSWERED,
        /** The ACK came. */
        CONFIRMED,
        /** The end is being said. */
        ENDING
    }

    CalleeLeg(
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
        this.dialog = CallDialog.callee(
                invite, Tokens.text(ports.random(), 16), ports.contact(source, own, secure), source, ports.random());
        this.certificateName = ContentId.random(ports.random(), "brandy.invalid");
    }

    /** The INVITE came. */
    void begin(Target source) {
        tell(new CallEvent.Incoming(
                now,
                invite.headers().from().uri().toString(),
                invite.headers().to().uri().toString(),
                source.transport().name().toLowerCase(java.util.Locale.ROOT),
                source.host() + ":" + source.port()));
        boolean secure = source.transport().secure();
        evidence.record(new Evidence.Signalling(now, source.transport().name(), secure, source.host()));
        step(
                Step.SIGNALLING,
                true,
                source.transport().name() + (secure ? ", the hop is encrypted" : ", the hop is not encrypted"));
        Contents contents;
        try {
            contents = Contents.of(invite);
        } catch (Contents.Unreadable e) {
            refuse(400, "Bad Request", Reason.MEDIA_NOT_PROTECTED, String.valueOf(e.getMessage()));
            return;
        }
        if (contents.description().isEmpty()) { // MSEC-21: without an offer nothing could be signed
            refuse(488, "Not Acceptable Here", Reason.MEDIA_NOT_PROTECTED, "the INVITE carries no offer");
            return;
        }
        offer = contents.description().get();
        if (settings.policy().usesIdentity()) {
            ports.verify(RequestViews.of(invite, contents), settings.policy().mandatory(), this::verified);
        } else {
            evidence.record(new Evidence.PeerWillNotSign(now, "identity is off"));
            takeOffer();
        }
    }

    private void verified(RequestVerifier.Checked checked, long at) {
        now = at;
        if (over()) {
            return;
        }
        if (checked.verification().result() instanceof Verification.Result.Refused(var refusal)) {
            // MSEC-07: any failure refuses, whatever else would have verified
            step(Step.OFFER_VERIFIED, false, refusal.detail());
            refuse(refusal.status(), refusal.phrase(), RequestVerifier.reason(refusal.cause()), refusal.detail());
            return;
        }
        var identity = checked.msec();
        if (identity.isEmpty()) {
            if (settings.policy().mandatory()) {
                refuse(428, "Use Identity Header", Reason.IDENTITY_MISSING, "the INVITE carries no msec signature");
                return;
            }
            step(Step.OFFER_VERIFIED, false, "the INVITE carries no msec signature");
            if (checked.peerSignedBefore()) {
                refuse(428, "Use Identity Header", Reason.DOWNGRADE, Reason.DOWNGRADE.sentence());
                return;
            }
            evidence.record(new Evidence.PeerWillNotSign(now, "the INVITE carries no msec signature"));
            takeOffer();
            return;
        }
        var peer = checked.peer().orElseThrow();
        var signed = new TreeSet<String>();
        identity.get().mediaKeys().ifPresent(keys -> keys.keys().forEach(key -> signed.add(SignedKeys.text(key))));
        if (signed.isEmpty()) { // MSEC-05
            refuse(438, "Invalid Identity Header", Reason.FINGERPRINT_MISSING, "no fingerprint is signed");
            return;
        }
        signedByCaller = signed;
        callerSigned = true;
        signedBy(identity.get(), new Evidence.PeerKeysSigned(now, peer, signed));
        step(
                Step.OFFER_VERIFIED,
                true,
                peer.name() + " signed its keys; key " + peer.trust().word());
        if (peer.trust() == Trust.CHANGED) {
            heed();
            return;
        }
        takeOffer();
    }

    private void takeOffer() {
        switch (media.offered(java.util.Objects.requireNonNull(offer))) {
            case CallMedia.Outcome.Collision(int status) -> refuse(status, "", Reason.MEDIA_NOT_PROTECTED, "collision");
            case CallMedia.Outcome.Refused(var reason, var detail) ->
                refuse(488, "Not Acceptable Here", reason, detail);
            case CallMedia.Outcome.Taken(var streams) -> {
                // MSEC-14: a stream whose fingerprint is not among the signed ones is not taken
                offered = callerSigned
                        ? streams.stream()
                                .filter(stream -> signedByCaller.containsAll(stream.fingerprints()))
                                .toList()
                        : streams;
                int wanted = media.wanted(offered);
                if (wanted == 0) {
                    refuse(
                            488,
                            "Not Acceptable Here",
                            offered.isEmpty() ? Reason.FINGERPRINT_MISMATCH : Reason.PEER_NOT_CAPABLE,
                            offered.isEmpty() ? "no stream has a signed fingerprint" : "no codec in common");
                    return;
                }
                if (!callerSigned) {
                    var claimed = new TreeSet<String>();
                    offered.forEach(stream -> claimed.addAll(stream.fingerprints()));
                    evidence.record(new Evidence.PeerKeysClaimed(now, claimed));
                }
                state = State.OPENING;
                ports.effect(new EndpointEffect.OpenMedia(callId, wanted, dialog.target()));
            }
        }
    }

    @Override
    void mediaOpened(List<List<TransportAddress>> sockets, boolean loopback, long at) {
        now = at;
        if (over()) {
            return;
        }
        if (sockets.stream().anyMatch(List::isEmpty)) {
            refuse(500, "Server Internal Error", Reason.ICE_FAILED, "no network address for the media");
            return;
        }
        var description = media.answer(java.util.Objects.requireNonNull(offer), offered, sockets, loopback, now);
        if (description.isEmpty()) {
            refuse(488, "Not Acceptable Here", Reason.PEER_NOT_CAPABLE, "nothing in common");
            return;
        }
        answer = description.get();
        state = State.EARLY;
        expectKeys();
        if (reliable()) {
            sendReliableAnswer();
        } else if (callerSigned && settings.policy().mandatory()) {
            // CONN-17: without 100rel there is no UPDATE before the answer, and so no signed answer
            refuse(421, "Extension Required", Reason.PEER_NOT_CAPABLE, "the caller does not do 100rel");
            return;
        } else {
            ring();
        }
        drain();
    }

    /** Whether the ladder of RFC 8862 can be climbed with this caller. */
    private boolean reliable() {
        var headers = invite.headers();
        return callerSigned
                && OptionTags.supports(headers, OptionTags.RELIABLE)
                && (!headers.has(HeaderName.ALLOW) || headers.allow().contains(SipMethod.UPDATE));
    }

    private void sendReliableAnswer() {
        answerSent = true;
        var response = response(183)
                .body(
                        MediaType.SDP,
                        Body.of(java.util.Objects.requireNonNull(answer).toBytes()));
        dialog.reliably(response.build(), now);
        repeatNow();
        evidence.record(new Evidence.AnswerReceived(now, 183));
    }

    private ResponseBuilder response(int status) {
        return response(status, "");
    }

    private ResponseBuilder response(int status, String phrase) {
        var response = phrase.isEmpty() ? invite.respond(status) : invite.respond(status, phrase);
        dialog.address(response);
        return OwnCapabilities.on(response, settings.policy().usesIdentity(), ports.product());
    }

    // ── the signed UPDATE ───────────────────────────────────────────────────────────────────────

    private void pracked() {
        if (state == State.EARLY && settings.update() == UpdateTiming.EARLY) {
            update();
        } else {
            ring();
        }
    }

    /** flows.md §1.2 step 7: our keys, signed by us, as an offer. */
    private void update() {
        if (updating || exchanged || over()) {
            return;
        }
        updating = true;
        var again = media.offerAgain();
        var unsigned = dialog.request(SipMethod.UPDATE)
                .set(HeaderName.FROM, dialog.from(own)) // CONN-04
                .set(HeaderName.CONTACT, dialog.contact())
                .body(MediaType.SDP, Body.of(again.toBytes()));
        OwnCapabilities.on(unsigned, true, false, ports.product());
        var request = unsigned.build();
        ports.sign(
                RequestViews.of(request, Contents.of(request)),
                SigningOptions.msec(certificateName.url()),
                (result, when) -> signed(request, again, result, when));
    }

    private void signed(SipRequest unsigned, SessionDescription again, RequestSigner.Signed result, long at) {
        now = at;
        if (over()) {
            return;
        }
        switch (result.signing()) {
            case Signing.Signed it -> {
                var request = unsigned.toBuilder();
                SignedBody.put(request, again, it, certificateName, Tokens.text(ports.random(), 24));
                evidence.record(new Evidence.OwnKeysSigned(
                        now, it.credential().identity().value(), Set.of(media.ownFingerprint())));
                step(
                        Step.ANSWER_SIGNED,
                        true,
                        "as " + it.credential().identity().value());
                ports.send(request.build(), dialog.target(), new UpdateAnswers(), now);
            }
            case Signing.Refused(var reason, var detail) -> {
                media.offerRefused();
                step(Step.ANSWER_SIGNED, false, detail);
                refuse(480, "Temporarily Unavailable", Reason.CREDENTIAL_UNAVAILABLE, detail);
            }
        }
    }

    private final class UpdateAnswers implements LegPorts.Answers {
        @Override
        public void response(SipResponse response, Target source, long at) {
            now = at;
            if (over() || response.isProvisional()) {
                return;
            }
            updating = false;
            if (response.isSuccess()) {
                updateAccepted(response);
            } else {
                media.offerRefused();
                updateRefused(response);
            }
            drain();
        }

        @Override
        public void none(int status, boolean tryNext, long at) {
            now = at;
            if (!over()) {
                updating = false;
                media.offerRefused();
                refuse(504, "Server Time-out", Reason.ANSWER_NOT_SIGNED, "the signed UPDATE was not answered");
            }
        }
    }

    private void updateAccepted(SipResponse response) {
        Contents contents;
        try {
            contents = Contents.of(response);
        } catch (Contents.Unreadable e) {
            refuse(488, "Not Acceptable Here", Reason.MEDIA_NOT_PROTECTED, String.valueOf(e.getMessage()));
            return;
        }
        if (contents.description().isEmpty()) {
            refuse(
                    488,
                    "Not Acceptable Here",
                    Reason.MEDIA_NOT_PROTECTED,
                    "the UPDATE was answered without a description");
            return;
        }
        dialog.received(response);
        var description = contents.description().get();
        // MSEC-20: an unsigned answer must repeat what was signed
        var change = media.whatTheAnswerChanges(description);
        if (change.isPresent()) {
            step(Step.KEYS_BOUND, false, "the answer to the UPDATE changes " + change.get());
            refuse(
                    488,
                    "Not Acceptable Here",
                    Reason.FINGERPRINT_MISMATCH,
                    "the answer to the UPDATE changes " + change.get());
            return;
        }
        switch (media.answered(description, now)) {
            case CallMedia.Outcome.Taken _ -> {
                exchanged = true;
                evidence.record(new Evidence.OwnKeysAccepted(now));
                heed();
                if (over()) {
                    return;
                }
                if (settings.update() == UpdateTiming.EARLY) {
                    ring();
                } else {
                    succeed();
                }
            }
            case CallMedia.Outcome.Refused(var reason, var detail) ->
                refuse(488, "Not Acceptable Here", reason, detail);
            case CallMedia.Outcome.Collision(int status) ->
                refuse(488, "Not Acceptable Here", Reason.MEDIA_NOT_PROTECTED, "collision " + status);
        }
    }

    private void updateRefused(SipResponse response) {
        if (response.status() == 491 && !retried) { // CONN-23: the caller owns the Call-ID, so we wait the shorter time
            retried = true;
            set(Timer.RETRY, now + (1 + ports.random().nextInt(200)) * 10_000_000L);
            return;
        }
        if (response.status() == 500 && response.headers().retryAfter().isPresent() && !retried) { // CONN-22
            retried = true;
            set(Timer.RETRY, now + Math.min(10, response.headers().retryAfter().getAsLong()) * 1_000_000_000L);
            return;
        }
        var reason = Refusals.of(response).orElse(Reason.PEER_REFUSED);
        step(Step.ANSWER_SIGNED, false, "the caller answered " + response.status() + " " + response.reason());
        refuse(
                488,
                "Not Acceptable Here",
                reason,
                "the caller refused the signed UPDATE: " + response.status()); // CONN-14
    }

    @Override
    void retry() {
        update();
    }

    // ── ringing, accepting ──────────────────────────────────────────────────────────────────────

    private void ring() {
        if (asked || over()) {
            return;
        }
        asked = true;
        ports.respond(inviteId, response(180).build(), now);
        tell(new CallEvent.Ringing(now, 180));
        ports.effect(new EndpointEffect.Invitation(
                callId,
                invite.headers().from().uri().toString(),
                invite.headers().to().uri().toString()));
    }

    /** The local user takes the call. */
    void accept(long at) {
        now = at;
        if (accepted || over() || state != State.EARLY) {
            return;
        }
        accepted = true;
        if (answerSent && !exchanged) {
            update(); // CONN-27, CONN-28: on-accept
        } else {
            succeed();
        }
        drain();
    }

    private void succeed() {
        if (!accepted || state != State.EARLY) {
            return;
        }
        state = State.ANSWERED;
        var response = response(200).set(HeaderName.CONTACT, dialog.contact()); // CONN-26
        if (!answerSent) {
            answerSent = true;
            response.body(
                    MediaType.SDP,
                    Body.of(java.util.Objects.requireNonNull(answer).toBytes()));
            if (callerSigned) { // the caller cannot take our signature, and policy lets that pass
                evidence.record(new Evidence.PeerWillNotSign(now, "the caller takes no signed UPDATE"));
            }
        }
        var success = response.build();
        dialog.succeed(success, now);
        repeatNow();
    }

    /** The local user declines. */
    void reject(int status, long at) {
        now = at;
        if (over() || state != State.EARLY && state != State.VERIFYING && state != State.OPENING) {
            return;
        }
        decline(response(status).build());
        end(EndedBy.LOCAL, status, "declined");
    }

    /** The caller took the INVITE back. */
    void cancelled(SipRequest cancel, long at) {
        now = at;
        if (over() || state == State.ANSWERED || state == State.CONFIRMED) {
            return;
        }
        Refusals.of(cancel)
                .ifPresent(reason -> evidence.record(new Evidence.Failure(now, reason, "the caller gave up")));
        decline(response(487).build());
        end(EndedBy.REMOTE, 487, "the caller cancelled");
    }

    // ── requests of the far end ─────────────────────────────────────────────────────────────────

    @Override
    void request(ServerTransactionId id, SipRequest request, Target source, long at) {
        now = at;
        if (!dialog.matches(request)) {
            ports.respond(id, request.respond(481).build(), now);
            return;
        }
        var problem = dialog.check(request);
        if (problem.isPresent()) {
            ports.respond(id, problem.get(), now);
            return;
        }
        dialog.heardFrom(source);
        if (request.method().equals(SipMethod.PRACK)) {
            prack(id, request);
        } else if (request.method().equals(SipMethod.BYE)) {
            bye(id, request);
        } else if (request.method().equals(SipMethod.UPDATE) || request.method().equals(SipMethod.INVITE)) {
            // MSEC-19: what would change the session has to be signed; nothing is changed here
            ports.respond(
                    id,
                    Refusals.explain(request.respond(488), Reason.MEDIA_NOT_PROTECTED)
                            .build(),
                    now);
        } else if (request.method().equals(SipMethod.OPTIONS)
                || request.method().equals(SipMethod.INFO)) {
            InDialog.other(this, id, request);
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

    private void prack(ServerTransactionId id, SipRequest request) {
        if (!dialog.acknowledges(request, now)) { // CONN-18
            ports.respond(id, request.respond(481).build(), now);
            return;
        }
        Contents contents;
        try {
            contents = Contents.of(request);
        } catch (Contents.Unreadable e) {
            ports.respond(id, request.respond(400).build(), now);
            return;
        }
        if (contents.description().isPresent()) { // CONN-35
            ports.respond(id, request.respond(488).build(), now);
            refuse(488, "Not Acceptable Here", Reason.MEDIA_NOT_PROTECTED, "an unsigned offer in PRACK");
            return;
        }
        ports.respond(id, request.respond(200).build(), now);
        pracked(); // CONN-33: only after the 200
    }

    private void bye(ServerTransactionId id, SipRequest request) {
        ports.respond(id, request.respond(200).build(), now);
        Refusals.of(request)
                .ifPresent(reason -> evidence.record(new Evidence.Failure(now, reason, "the caller ended it")));
        if (!isAnswered()) { // RFC 3261 §15.1.2: the INVITE wants an answer still
            decline(response(487).build());
        }
        state = State.ENDING;
        dialog.finish();
        end(EndedBy.REMOTE, 0, "the peer hung up");
    }

    @Override
    void acknowledged(SipRequest ack, long at) {
        now = at;
        if (state == State.ANSWERED && dialog.acknowledged(ack)) {
            state = State.CONFIRMED;
            var waiting = parting;
            if (waiting != null) {
                leave(waiting);
                return;
            }
            heed();
            drain();
        }
    }

    // ── time ────────────────────────────────────────────────────────────────────────────────────

    /** Repeats what nobody has acknowledged yet. */
    void repeat(long at) {
        now = at;
        if (over()) {
            return;
        }
        dialog.timeout(at);
        repeatNow();
        if (dialog.gaveUp()) {
            if (state == State.EARLY) { // CONN-17
                refuse(504, "Server Time-out", Reason.PEER_NOT_CAPABLE, "no PRACK came");
            } else if (state == State.ANSWERED) { // SIP-04
                var waiting = parting;
                leave(waiting != null ? waiting : new Parting(Optional.empty(), EndedBy.NETWORK, 408, "no ACK came"));
            }
        }
    }

    private void repeatNow() {
        Optional<SipResponse> again;
        while ((again = dialog.repeat()).isPresent()) {
            ports.respond(inviteId, again.get(), now);
        }
    }

    /** When {@link #repeat} wants to be called. */
    long repeatDeadline() {
        return over() ? Long.MAX_VALUE : dialog.deadline();
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────

    @Override
    String localTag() {
        return dialog.localTag();
    }

    @Override
    boolean answered() {
        return state == State.CONFIRMED;
    }

    @Override
    boolean ending() {
        return state == State.ENDING || over();
    }

    /** Refuses the INVITE, or ends the call if it is answered already. */
    private void refuse(int status, String phrase, Reason reason, String detail) {
        if (over()) {
            return;
        }
        evidence.record(new Evidence.Failure(now, reason, detail));
        if (isAnswered()) {
            leave(new Parting(Optional.of(reason), EndedBy.LOCAL, status, detail));
        } else {
            decline(Refusals.explain(response(status, phrase), reason).build());
            end(EndedBy.LOCAL, status, detail);
        }
    }

    @Override
    void refused(Verdict verdict) {
        var reason = verdict.reasons().getFirst();
        int status = Refusals.status(reason);
        if (isAnswered()) {
            leave(new Parting(Optional.of(reason), EndedBy.LOCAL, status, reason.sentence()));
        } else {
            decline(Refusals.explain(response(status), reason).build());
            end(EndedBy.LOCAL, status, reason.sentence());
        }
    }

    private boolean isAnswered() {
        return state == State.ANSWERED || state == State.CONFIRMED;
    }

    /** A final response other than 2xx (SIP-26: never a BYE on an early dialog). */
    private void decline(SipResponse response) {
        state = State.ENDING;
        dialog.finish();
        ports.respond(inviteId, response, now);
    }

    /** Ends an answered call, now or when the ACK allows it. */
    private void leave(Parting how) {
        if (ending()) {
            return;
        }
        if (!dialog.mayBye()) {
            parting = how;
            return;
        }
        state = State.ENDING;
        dialog.finish();
        var request = dialog.request(SipMethod.BYE);
        how.why().ifPresent(reason -> request.add(HeaderName.REASON, Refusals.reasonField(reason)));
        ports.send(request.build(), dialog.target(), LegAnswers.IGNORE, now);
        end(how.by(), how.status(), how.reason());
    }

    @Override
    void consentGone() {
        if (isAnswered()) {
            leave(new Parting(
                    Optional.of(Reason.CONSENT_EXPIRED), EndedBy.NETWORK, 0, Reason.CONSENT_EXPIRED.sentence()));
        }
    }

    @Override
    void signedAnswerMissing() {
        // a callee waits for no UPDATE
    }

    @Override
    void goodbyeMissing() {
        if (isAnswered()) {
            leave(new Parting(Optional.empty(), EndedBy.REMOTE, 0, "the peer closed its media"));
        }
    }

    @Override
    void hangUp(long at) {
        now = at;
        if (over()) {
            return;
        }
        if (isAnswered()) {
            leave(new Parting(Optional.empty(), EndedBy.LOCAL, 0, "hung up"));
        } else {
            decline(response(480).build());
            end(EndedBy.LOCAL, 480, "declined");
        }
    }
}
