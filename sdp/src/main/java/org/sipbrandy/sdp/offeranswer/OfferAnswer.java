package org.sipbrandy.sdp.offeranswer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sdp.SessionDescription;

/**
 * The offer/answer exchange of one dialog (RFC 3264). Knows nothing of SIP messages; {@link SdpPlace} says which of
 * them carry an offer or an answer.
 *
 * <p>What the peer did wrong is a {@link Reception}; what we would do wrong is an exception. Not thread-safe.
 */
public final class OfferAnswer {
    private OfferAnswerState state = OfferAnswerState.STABLE;
    private @Nullable SessionDescription local;
    private @Nullable SessionDescription remote;
    /** The last one that left, agreed or not: the "previous SDP" of RFC 3264 §8. */
    private @Nullable SessionDescription lastSent;

    private @Nullable SessionDescription pending;
    private @Nullable SessionDescription preview;
    private PayloadMappings localPayloads = new PayloadMappings();
    private PayloadMappings remotePayloads = new PayloadMappings();
    private int exchanges;

    /** For the next dialog that the same offer creates by forking: the same state, from here on its own. */
    public OfferAnswer fork() {
        var fork = new OfferAnswer();
        fork.state = state;
        fork.local = local;
        fork.remote = remote;
        fork.lastSent = lastSent;
        fork.pending = pending;
        fork.preview = preview;
        fork.localPayloads = localPayloads.copy();
        fork.remotePayloads = remotePayloads.copy();
        fork.exchanges = exchanges;
        return fork;
    }

    public OfferAnswerState state() {
        return state;
    }

    /** Ours of the last complete exchange. */
    public Optional<SessionDescription> localDescription() {
        return Optional.ofNullable(local);
    }

    /** The peer's of the last complete exchange. */
    public Optional<SessionDescription> remoteDescription() {
        return Optional.ofNullable(remote);
    }

    /** The offer, of whichever side, that waits for its answer. */
    public Optional<SessionDescription> pendingOffer() {
        return Optional.ofNullable(pending);
    }

    /** The answer that an unreliable response has shown or that we have shown in one, until the answer itself. */
    public Optional<SessionDescription> preview() {
        return Optional.ofNullable(preview);
    }

    /** Number of complete exchanges. */
    public int exchanges() {
        return exchanges;
    }

    /**
     * The description as it may be sent next: with the {@code o=} of what was sent last, its version moved by one if
     * anything else differs (RFC 3264 §8). The first one is returned as it is.
     */
    public SessionDescription next(SessionDescription wanted) {
        return lastSent == null ? wanted : OriginRule.successor(lastSent, wanted);
    }

    /**
     * Our offer leaves.
     *
     * @throws IllegalStateException while an offer is pending
     * @throws IllegalArgumentException if it breaks a rule
     */
    public void sendOffer(SessionDescription offer) {
        require(OfferAnswerState.STABLE);
        List<Violation> violations = new ArrayList<>(OfferRule.ours(streams(), offer));
        violations.addAll(ownOrigin(offer));
        violations.addAll(localPayloads.check(offer));
        refuseOwn(violations);
        lastSent = offer;
        pending = offer;
        state = OfferAnswerState.HAVE_LOCAL_OFFER;
    }

    /** The peer's offer arrived. */
    public Reception receiveOffer(SessionDescription offer) {
        switch (state) {
            case HAVE_LOCAL_OFFER -> {
                return new Reception.Glare();
            }
            case HAVE_REMOTE_OFFER -> {
                return new Reception.Busy();
            }
            case STABLE -> {
                List<Violation> violations = new ArrayList<>(OfferRule.peers(streams(), offer));
                violations.addAll(peersDescription(offer));
                if (!violations.isEmpty()) {
                    return new Reception.Refused(violations);
                }
                pending = offer;
                state = OfferAnswerState.HAVE_REMOTE_OFFER;
                return new Reception.Accepted(offer);
            }
        }
        throw new IllegalStateException(state.name());
    }

    /**
     * Our answer leaves in an unreliable response; the exchange stays open (RFC 6337 §3.1.1).
     *
     * @throws IllegalStateException without a remote offer
     * @throws IllegalArgumentException if it breaks a rule or differs from an earlier preview
     */
    public void sendPreview(SessionDescription answer) {
        checkOwnAnswer(answer);
        preview = answer;
        lastSent = answer;
    }

    /**
     * Our answer leaves.
     *
     * @throws IllegalStateException without a remote offer
     * @throws IllegalArgumentException if it breaks a rule or differs from its preview
     */
    public void sendAnswer(SessionDescription answer) {
        SessionDescription offer = checkOwnAnswer(answer);
        lastSent = answer;
        complete(answer, offer);
    }

    /** The peer's answer arrived in an unreliable response: it may be used for addresses and codecs, no more. */
    public Reception receivePreview(SessionDescription answer) {
        if (state != OfferAnswerState.HAVE_LOCAL_OFFER || pending == null) {
            return new Reception.Ignored();
        }
        List<Violation> violations = checkPeersAnswer(pending, answer);
        if (!violations.isEmpty()) {
            return new Reception.Refused(violations);
        }
        if (preview != null) {
            return againstPreview(preview, answer);
        }
        preview = answer;
        return new Reception.Accepted(answer);
    }

    /** The peer's answer arrived. Without a local offer it has no effect. */
    public Reception receiveAnswer(SessionDescription answer) {
        if (state != OfferAnswerState.HAVE_LOCAL_OFFER || pending == null) {
            return new Reception.Ignored();
        }
        List<Violation> violations = checkPeersAnswer(pending, answer);
        if (!violations.isEmpty()) {
            return new Reception.Refused(violations);
        }
        Reception reception = preview == null ? new Reception.Accepted(answer) : againstPreview(preview, answer);
        complete(pending, preview == null ? answer : preview);
        return reception;
    }

    /**
     * Our offer was refused, or it could not be delivered: what was agreed before holds (RFC 3311 §5.1).
     *
     * @throws IllegalStateException without a local offer
     */
    public void localOfferRefused() {
        require(OfferAnswerState.HAVE_LOCAL_OFFER);
        settle();
    }

    /**
     * We refuse the peer's offer: what was agreed before holds.
     *
     * @throws IllegalStateException without a remote offer
     */
    public void refuseRemoteOffer() {
        require(OfferAnswerState.HAVE_REMOTE_OFFER);
        settle();
    }

    /** What may flow on a stream by the last complete exchange; nothing before it. */
    public MediaFlow flow(int mediaIndex) {
        return local == null || remote == null ? MediaFlow.NONE : MediaFlow.of(local, remote, mediaIndex);
    }

    private SessionDescription checkOwnAnswer(SessionDescription answer) {
        require(OfferAnswerState.HAVE_REMOTE_OFFER);
        SessionDescription offer = pending;
        if (offer == null) {
            throw new IllegalStateException("no offer");
        }
        List<Violation> violations = new ArrayList<>(AnswerRule.ours(offer, answer));
        if (preview == null) {
            violations.addAll(ownOrigin(answer));
        } else if (!preview.equals(answer)) {
            violations.add(Violation.ofSession(Rule.PREVIEW, "not what the preview said"));
        }
        violations.addAll(localPayloads.check(answer));
        refuseOwn(violations);
        return offer;
    }

    private List<Violation> checkPeersAnswer(SessionDescription offer, SessionDescription answer) {
        List<Violation> violations = new ArrayList<>(AnswerRule.peers(offer, answer));
        violations.addAll(peersDescription(answer));
        return violations;
    }

    private List<Violation> ownOrigin(SessionDescription description) {
        return lastSent == null ? List.of() : OriginRule.ours(lastSent, description);
    }

    private List<Violation> peersDescription(SessionDescription description) {
        List<Violation> violations = new ArrayList<>(remotePayloads.check(description));
        if (remote != null) {
            violations.addAll(OriginRule.peers(remote, description));
        }
        return violations;
    }

    private static Reception againstPreview(SessionDescription preview, SessionDescription answer) {
        if (preview.sameContent(answer)) {
            return new Reception.Accepted(preview);
        }
        boolean fingerprintsDiffer =
                !new HashSet<>(preview.allFingerprints()).equals(new HashSet<>(answer.allFingerprints()));
        return new Reception.DiffersFromPreview(preview, answer, fingerprintsDiffer);
    }

    private void complete(SessionDescription agreedLocal, SessionDescription agreedRemote) {
        local = agreedLocal;
        remote = agreedRemote;
        localPayloads.remember(agreedLocal);
        remotePayloads.remember(agreedRemote);
        for (int i = 0; i < agreedLocal.media().size(); i++) {
            if (agreedLocal.media().get(i).isRejected()
                    || agreedRemote.media().get(i).isRejected()) {
                localPayloads.forget(i);
                remotePayloads.forget(i);
            }
        }
        exchanges++;
        settle();
    }

    private void settle() {
        pending = null;
        preview = null;
        state = OfferAnswerState.STABLE;
    }

    private int streams() {
        return local == null ? 0 : local.media().size();
    }

    private void require(OfferAnswerState expected) {
        if (state != expected) {
            throw new IllegalStateException("offer/answer is " + state + ", not " + expected);
        }
    }

    private static void refuseOwn(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("own description breaks " + violations);
        }
    }
}
