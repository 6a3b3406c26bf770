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
import org.sipbrandy.call.leg.Remedy;
import org.sipbrandy.call.leg.Repair;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.call.offer.Outcome;
import org.sipbrandy.sdp.SessionDescription;
import org.sipbrandy.sip.dialog.Glare;
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
 * One offer of ours in an UPDATE: what was agreed, once more or with other formats or direction, signed where the call is
 * (flows.md §1.3). Tried again once after a collision, and once
 * more if its signature is refused (CONN-13). Its answer may change nothing that matters (MSEC-20).
 */
public final class OwnOffer {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_SECONDS = 10;

    private final Leg leg;
    private final CallDialog dialog;
    private final Signer signer;
    private final Listener listener;
    private Attempt attempt = Attempt.FIRST;
    private Optional<Remedy> remedy = Optional.empty();

    private enum Attempt {
        FIRST,
        SECOND
    }

    /** Who signs, and whether anybody does. */
    public sealed interface Signer {
        /** The local user. */
        record Self(Uri address, ContentId certificateName) implements Signer {}

        /** Nobody: the policy does without identity. */
        record Nobody() implements Signer {}
    }

    /** Who wants to know what came of it. */
    public interface Listener {
        /** It was signed under that identity and is about to leave. */
        default void signed(String identity) {}

        /** Its signature was refused; it is signed and sent once more. */
        default void repairing(SipResponse refusal, String told) {}

        /** It could not be signed. */
        void notSigned(String detail);

        /** It was answered, and the answer changes nothing that has to stay. */
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

    public OwnOffer(Leg leg, CallDialog dialog, Signer signer, Listener listener) {
        this.leg = leg;
        this.dialog = dialog;
        this.signer = signer;
        this.listener = listener;
    }

    /** Offers, signs and sends. */
    public void begin() {
        if (leg.over()) {
            return;
        }
        var offer = leg.media.offerAgain();
        var update = dialog.request(SipMethod.UPDATE)
                .set(HeaderName.CONTACT, dialog.contact()) // CONN-26
                .body(MediaType.SDP, Body.of(offer.toBytes()));
        OwnCapabilities.on(update, leg.settings.policy().usesIdentity(), false, leg.ports.product());
        switch (signer) {
            case Signer.Nobody() -> send(update.build(), Optional.empty());
            case Signer.Self self -> {
                remedy.flatMap(it -> Repair.date(it, leg.ports.wallClock(leg.now())))
                        .ifPresent(date -> update.set(HeaderName.DATE, date));
                var unsigned = update.set(HeaderName.FROM, dialog.from(self.address())) // CONN-04
                        .build();
                var options = SigningOptions.msec(
                        self.certificateName().url(), leg.settings.signatures().form());
                leg.ports.sign(
                        RequestViews.of(unsigned, Contents.of(unsigned)),
                        remedy.map(it -> it.on(options)).orElse(options),
                        false,
                        (result, at) -> signed(unsigned, offer, self, result, at));
            }
        }
    }

    private void signed(
            SipRequest unsigned, SessionDescription offer, Signer.Self self, RequestSigner.Signed result, long at) {
        leg.at(at);
        if (leg.over()) {
            return;
        }
        switch (result.signing()) {
            case Signing.Signed it -> {
                var request = unsigned.toBuilder();
                SignedBody.put(
                        request, offer, result.all(), self.certificateName(), Tokens.text(leg.ports.random(), 24));
                String name = it.credential().identity().value();
                leg.protection.record(new Evidence.OwnKeysSigned(leg.now(), name, Set.of(leg.media.ownFingerprint())));
                listener.signed(name);
                send(request.build(), Optional.of(it));
            }
            case Signing.Refused(var _, var detail) -> {
                leg.media.offerRefused();
                listener.notSigned(detail);
            }
        }
    }

    private void send(SipRequest request, Optional<Signing.Signed> signed) {
        leg.ports.send(request, dialog.target(), new Answers(signed), leg.now());
    }

    private final class Answers implements LegPorts.Answers {
        private final Optional<Signing.Signed> signed;

        Answers(Optional<Signing.Signed> signed) {
            this.signed = signed;
        }

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
                refused(signed, response);
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
            case Outcome.Taken _ -> {
                listener.accepted();
                leg.mediaAgreed();
            }
            case Outcome.Refused(var reason, var detail) -> listener.unfit(reason, detail);
            case Outcome.Collision(int status) -> listener.unfit(Reason.MEDIA_NOT_PROTECTED, "collision " + status);
        }
    }

    private void refused(Optional<Signing.Signed> signed, SipResponse response) {
        var now = leg.ports.wallClock(leg.now());
        var cure = signed.filter(_ -> remedy.isEmpty()).flatMap(it -> Repair.of(it, response, now));
        if (cure.isPresent()) { // CONN-13: not counted with collisions
            remedy = cure;
            listener.repairing(response, Repair.told(response, cure.get()));
            long delay = Repair.nanosBefore(cure.get(), signed.orElseThrow(), now);
            leg.timers.set(Timer.RETRY, leg.now() + delay, this::begin);
            return;
        }
        var wait = waitBeforeAnother(response);
        if (wait.isPresent() && attempt == Attempt.FIRST) {
            attempt = Attempt.SECOND;
            leg.timers.set(Timer.RETRY, leg.now() + wait.getAsLong(), this::begin);
        } else {
            listener.refused(response);
        }
    }

    private OptionalLong waitBeforeAnother(SipResponse response) {
        if (response.status() == 491) { // CONN-23
            return OptionalLong.of(Glare.retryAfterPending(dialog.ownsCallId(), leg.ports.random()));
        }
        var retryAfter = response.headers().retryAfter();
        if (response.status() == 500 && retryAfter.isPresent()) { // CONN-22
            return OptionalLong.of(Math.min(MOST_SECONDS, retryAfter.getAsLong()) * SECOND);
        }
        return OptionalLong.empty();
    }
}
