package org.sipbrandy.call.transfer;

import java.util.Optional;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.TransferState;
import org.sipbrandy.call.identity.Contents;
import org.sipbrandy.call.identity.RequestSigner;
import org.sipbrandy.call.identity.RequestViews;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Leg;
import org.sipbrandy.call.leg.LegPorts;
import org.sipbrandy.call.leg.Remedy;
import org.sipbrandy.call.leg.Repair;
import org.sipbrandy.call.leg.SignedBody;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.sip.message.EventValue;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipParseException;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.StatusLine;
import org.sipbrandy.sip.message.SubscriptionState;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.Signing;
import org.sipbrandy.stir.SigningOptions;
import org.sipbrandy.stir.credential.ContentId;

/**
 * Our wish that the far end call somebody else: a REFER, signed where the call is, and what is told of it (RFC 3515, RFC
 * 5589). When the new call stands, this one ends; when there will be none, it goes on. Not thread-safe.
 */
final class OutgoingRefer {
    private static final long LIMIT = (ReferReports.SECONDS + 10) * 1_000_000_000L;

    private final Leg leg;
    private final CallDialog dialog;
    private final ReferTarget.Callee target;
    private final Optional<String> former;
    private Optional<String> heard = Optional.empty();
    private long cseq;
    private int progress;
    private int refused;
    private Optional<Remedy> remedy = Optional.empty();
    private State state = State.SIGNING;

    private enum State {
        SIGNING,
        SENT,
        OVER
    }

    /** @param former the number by which the far end told of our last one in this call */
    OutgoingRefer(Leg leg, CallDialog dialog, ReferTarget.Callee target, Optional<String> former) {
        this.former = former;
        this.leg = leg;
        this.dialog = dialog;
        this.target = target;
    }

    boolean over() {
        return state == State.OVER;
    }

    void begin() {
        boolean identity = leg.settings.policy().usesIdentity();
        var self = identity ? dialog.from(leg.address()) : NameAddr.of(leg.address()); // CONN-04
        var refer = dialog.request(SipMethod.REFER)
                .set(HeaderName.CONTACT, dialog.contact())
                .set(HeaderName.REFER_TO, target.referTo())
                .set(HeaderName.REFERRED_BY, NameAddr.of(self.uri()));
        remedy.flatMap(it -> Repair.date(it, leg.ports.wallClock(leg.now())))
                .ifPresent(date -> refer.set(HeaderName.DATE, date));
        var unsigned = refer.build();
        cseq = unsigned.headers().cseq().number();
        if (!identity) {
            send(unsigned, Optional.empty());
            return;
        }
        var certificateName = ContentId.random(leg.ports.random(), "anonymous.invalid");
        // no description, and so no fingerprint to sign
        var options = SigningOptions.baseline(certificateName.url());
        leg.ports.sign(
                RequestViews.of(unsigned, Contents.of(unsigned)),
                remedy.map(it -> it.on(options)).orElse(options),
                false,
                (result, at) -> signed(unsigned, certificateName, result, at));
    }

    private void signed(SipRequest unsigned, ContentId certificateName, RequestSigner.Signed result, long at) {
        leg.at(at);
        if (leg.over()) {
            state = State.OVER;
            return;
        }
        switch (result.signing()) {
            case Signing.Signed it -> {
                var request = unsigned.toBuilder();
                SignedBody.putAlone(request, it, certificateName);
                send(request.build(), Optional.of(it));
            }
            case Signing.Refused _ -> failed(refused);
        }
    }

    private void send(SipRequest refer, Optional<Signing.Signed> signed) {
        state = State.SENT;
        if (remedy.isEmpty()) {
            tell(TransferState.ASKED, 0);
        }
        leg.ports.send(refer, dialog.target(), new Answers(signed), leg.now());
        leg.timers.set(Timer.TRANSFER, leg.now() + LIMIT, () -> failed(408));
    }

    /** RFC 8224 §6.1.1: once more, if that may help. */
    private boolean repairs(Optional<Signing.Signed> signed, SipResponse refusal) {
        var now = leg.ports.wallClock(leg.now());
        var cure = signed.filter(_ -> remedy.isEmpty()).flatMap(it -> Repair.of(it, refusal, now));
        if (cure.isPresent()) {
            remedy = cure;
            refused = refusal.status();
            state = State.SIGNING;
            long delay = Repair.nanosBefore(cure.get(), signed.orElseThrow(), now);
            leg.timers.set(Timer.TRANSFER, leg.now() + delay, this::begin);
        }
        return cure.isPresent();
    }

    private final class Answers implements LegPorts.Answers {
        private final Optional<Signing.Signed> signed;

        Answers(Optional<Signing.Signed> signed) {
            this.signed = signed;
        }

        @Override
        public void response(SipResponse response, Target source, long at) {
            leg.at(at);
            if (leg.over() || state != State.SENT || response.status() < 300) {
                return; // what comes of it is told by NOTIFY, which may have overtaken the 202
            }
            if (repairs(signed, response)) {
                return;
            }
            failed(response.status());
            if (response.status() == 481 || response.status() == 408) {
                leg.dialogGone(response.status());
            }
        }

        @Override
        public void none(int status, boolean tryNext, long at) {
            leg.at(at);
            if (!leg.over() && state == State.SENT) {
                failed(status);
            }
        }
    }

    /** What the far end tells of it. */
    void told(ServerTransactionId id, SipRequest notify) {
        int status;
        SubscriptionState subscription;
        try {
            if (!isOurs(
                    EventValue.parse(notify.headers().first(HeaderName.EVENT).orElse("")))) {
                answer(id, notify, 481);
                return;
            }
            subscription = SubscriptionState.parse(
                    notify.headers().first(HeaderName.SUBSCRIPTION_STATE).orElse(""));
            if (notify.headers().contentType().filter(StatusLine.SIPFRAG::is).isEmpty()) {
                answer(id, notify, 415);
                return;
            }
            status = StatusLine.first(notify.body()).status();
        } catch (SipParseException _) {
            answer(id, notify, 400);
            return;
        }
        answer(id, notify, 200);
        if (status >= 300) {
            failed(status);
        } else if (status >= 200) {
            done(status);
        } else if (subscription.terminated()) {
            failed(0); // nothing more will be told
        } else if (status > progress) { // each once: a far end that tells without end fills nothing
            progress = status;
            tell(TransferState.UNDER_WAY, status);
        }
    }

    /**
     * RFC 3515 §2.4.6: by the number of our REFER. That may be higher on the wire than it is here, since each challenge
     * that was answered takes one; so the first that is told is kept to.
     */
    private boolean isOurs(EventValue event) {
        if (state != State.SENT || !event.type().equals(EventValue.REFER)) {
            return false;
        }
        var id = event.id();
        if (id.isEmpty() || id.equals(heard)) {
            return true;
        }
        boolean begins = heard.isEmpty() && !id.equals(former) && isSince(id.get());
        if (begins) {
            heard = id;
        }
        return begins;
    }

    private boolean isSince(String id) {
        try {
            return Long.parseUnsignedLong(id) >= cseq;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /** The number by which the far end tells of it, once it did. */
    Optional<String> heard() {
        return heard.or(() -> former);
    }

    private void answer(ServerTransactionId id, SipRequest notify, int status) {
        leg.ports.respond(id, notify.respond(status).build(), leg.now());
    }

    private void done(int status) {
        over(TransferState.DONE, status);
        leg.giveWay("transferred to " + target.uri());
    }

    private void failed(int status) {
        over(TransferState.FAILED, status);
    }

    private void over(TransferState how, int status) {
        state = State.OVER;
        leg.timers.cancel(Timer.TRANSFER);
        tell(how, status);
    }

    private void tell(TransferState how, int status) {
        leg.protection.tell(
                new CallEvent.Transfer(leg.now(), true, how, target.uri().toString(), status, Optional.empty()));
    }
}
