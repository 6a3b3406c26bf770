package org.sipbrandy.call.update;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sipbrandy.call.Tokens;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.call.leg.OwnCapabilities;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.call.offer.Outcome;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.message.Body;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.MediaType;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.ContentId;

/**
 * One UPDATE with an offer of ours, signed: what was agreed, once more, now bound to who we are (flows.md §1.3). Tried
 * again once after a collision. Its answer may change nothing that matters (MSEC-20).
 */
public final class SignedUpdate {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_SECONDS = 10;

    private final Leg leg;
    private final CallDialog dialog;
    private final Uri own;
    private final ContentId certificateName;
    private final Listener listener;
    private Attempt attempt = Attempt.FIRST;

    private enum Attempt {
        FIRST,
        SECOND
    }

    /** Who wants to know what came of it. */
    public interface Listener {
        /** It was signed under that identity and is about to leave. */
        void signed(String identity);

        /** It could not be signed. */
        void notSigned(String detail);

        /** It was answered, and the answer changes nothing. */
        void accepted();

        /** It was refused; what was agreed before holds. */
        void refused(SipResponse response);

        /** Its answer changes what has to stay. */
        void changed(String what);

        /** Its answer cannot be used. */
        void unfit(Reason reason, String detail);

        /** Nobody answered it. */
        void unanswered();
    }

    public SignedUpdate(Leg leg, CallDialog dialog, Uri own, ContentId certificateName, Listener listener) {
        this.leg = leg;
        this.dialog = dialog;
        this.own = own;
        this.certificateName = certificateName;
        this.listener = listener;
    }

    /** Offers, signs and sends. */
    public void begin() {
        if (leg.over()) {
            return;
        }
        var offer = leg.media.offerAgain();
        var unsigned = dialog.request(SipMethod.UPDATE)
                .set(HeaderName.FROM, dialog.from(own)) // CONN-04
                .set(HeaderName.CONTACT, dialog.contact())
                .body(MediaType.SDP, Body.of(offer.toBytes()));
        OwnCapabilities.on(unsigned, true, false, leg.ports.product());
        var request = unsigned.build();
        leg.ports.sign(
                RequestViews.of(request, Contents.of(request)),
                SigningOptions.msec(certificateName.url()),
                (result, at) -> signed(request, offer, result, at));
    }

    private void signed(SipRequest unsigned, SessionDescription offer, RequestSigner.Signed result, long at) {
        leg.at(at);
        if (leg.over()) {
            return;
        }
        switch (result.signing()) {
            case Signing.Signed it -> {
                var request = unsigned.toBuilder();
                SignedBody.put(request, offer, it, certificateName, Tokens.text(leg.ports.random(), 24));
                String name = it.credential().identity().value();
                leg.protection.record(new Evidence.OwnKeysSigned(leg.now(), name, Set.of(leg.media.ownFingerprint())));
                listener.signed(name);
                leg.ports.send(request.build(), dialog.target(), new Answers(), leg.now());
            }
            case Signing.Refused(var _, var detail) -> {
                leg.media.offerRefused();
                listener.notSigned(detail);
            }
        }
    }

    private final class Answers implements LegPorts.Answers {
        @Override
        public void response(SipResponse response, Target source, long at) {
            leg.at(at);
            if (leg.over() || response.isProvisional()) {
                return;
            }
            if (response.isSuccess()) {
                answered(response);
            } else {
                leg.media.offerRefused();
                refused(response);
            }
            leg.drain();
        }

        @Override
        public void none(int status, boolean tryNext, long at) {
            leg.at(at);
            if (!leg.over()) {
                leg.media.offerRefused();
                listener.unanswered();
            }
        }
    }

    private void answered(SipResponse response) {
        Optional<SessionDescription> answer;
        try {
            answer = Contents.of(response).description();
        } catch (Contents.Unreadable e) {
            listener.unfit(Reason.MEDIA_NOT_PROTECTED, String.valueOf(e.getMessage()));
            return;
        }
        if (answer.isEmpty()) {
            listener.unfit(Reason.MEDIA_NOT_PROTECTED, "the UPDATE was answered without a description");
            return;
        }
        dialog.received(response);
        var change = leg.media.whatTheAnswerChanges(answer.get());
        if (change.isPresent()) {
            listener.changed(change.get());
            return;
        }
        switch (leg.media.answered(answer.get(), leg.now())) {
            case Outcome.Taken _ -> listener.accepted();
            case Outcome.Refused(var reason, var detail) -> listener.unfit(reason, detail);
            case Outcome.Collision(int status) -> listener.unfit(Reason.MEDIA_NOT_PROTECTED, "collision " + status);
        }
    }

    private void refused(SipResponse response) {
        var wait = waitBeforeAnother(response);
        if (wait.isPresent() && attempt == Attempt.FIRST) {
            attempt = Attempt.SECOND;
            leg.timers.set(Timer.RETRY, leg.now() + wait.getAsLong(), this::begin);
        } else {
            listener.refused(response);
        }
    }

    private OptionalLong waitBeforeAnother(SipResponse response) {
        if (response.status() == 491) { // CONN-23: the caller owns the Call-ID, so we wait the shorter time
            return OptionalLong.of((1 + leg.ports.random().nextInt(200)) * 10_000_000L);
        }
        var retryAfter = response.headers().retryAfter();
        if (response.status() == 500 && retryAfter.isPresent()) { // CONN-22
            return OptionalLong.of(Math.min(MOST_SECONDS, retryAfter.getAsLong()) * SECOND);
        }
        return OptionalLong.empty();
    }
}
