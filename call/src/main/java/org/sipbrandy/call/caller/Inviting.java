package org.sipbrandy.call.caller;

import java.util.Optional;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.leg.CallDialog;
import org.sipbrandy.call.leg.Refusals;
import org.sipbrandy.call.leg.Remedy;
import org.sipbrandy.call.leg.Repair;
import org.sipbrandy.call.leg.Timers.Timer;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.transaction.ClientTransactionId;
import org.sipbrandy.sip.transport.Target;

/** The INVITE is out and has no final response (flows.md §1.2 steps 1–9). */
final class Inviting extends CallerState {
    private static final int SERVICE_UNAVAILABLE = 503;

    private final FirstInvite invite;
    private final Hops hops;
    private final ClientTransactionId transaction;
    private Optional<EarlyDialog> early = Optional.empty();

    private Inviting(CallerLeg leg, FirstInvite invite, Hops hops, ClientTransactionId transaction) {
        super(leg);
        this.invite = invite;
        this.hops = hops;
        this.transaction = transaction;
    }

    /** Sends the INVITE to the first of those hops. */
    static void send(CallerLeg leg, FirstInvite invite, Hops hops) {
        var transaction = leg.ports.send(invite.request(), hops.current(), leg.inviteAnswers(), leg.now());
        leg.become(new Inviting(leg, invite, hops, transaction));
        leg.protection.signalling(hops.current());
    }

    @Override
    Optional<CallDialog> dialog() {
        return early.map(EarlyDialog::dialog);
    }

    @Override
    void none(int status, boolean tryNext) {
        var next = tryNext ? hops.next() : Optional.<Hops>empty();
        if (next.isPresent()) {
            send(leg, invite, next.get());
        } else {
            leg.refusals.endUnanswered(status, status == 408 ? "no answer" : "the message could not be delivered");
        }
    }

    @Override
    void response(SipResponse response, Target source) {
        if (response.isProvisional()) {
            provisional(response, source);
        } else if (response.isSuccess()) {
            success(response, source);
        } else {
            failure(response);
        }
    }

    private void provisional(SipResponse response, Target source) {
        var tag = response.headers().to().tag();
        if (response.status() == 100 || tag.isEmpty()) {
            return;
        }
        if (early.isEmpty()) {
            early = Optional.of(new EarlyDialog(leg, CallDialog.caller(invite.request(), response, source)));
        }
        // another fork: the first one that answers with its keys is taken, the rest end with the INVITE
        early.filter(known -> known.dialog().remoteTag().equals(tag.get()))
                .ifPresent(known -> known.provisional(response));
    }

    private void success(SipResponse response, Target source) {
        String tag = response.headers().to().tag().orElse("");
        if (early.isPresent() && !early.get().dialog().remoteTag().equals(tag)) {
            leg.dismissals.dismiss(invite.request(), response, source, Optional.empty()); // SIP-04: an unwanted fork
            return;
        }
        var answering =
                early.orElseGet(() -> new EarlyDialog(leg, CallDialog.caller(invite.request(), response, source)));
        var confirmed = new Confirmed(leg, invite, answering.dialog());
        leg.become(confirmed);
        confirmed.begin(response, answering.signatureAfter(response));
    }

    private void failure(SipResponse response) {
        // RFC 3263 §4.3: a server that answers 503 has failed, unless somebody behind it answered already
        if (response.status() == SERVICE_UNAVAILABLE
                && early.isEmpty()
                && hops.next().isPresent()) {
            send(leg, invite, hops.next().get());
            return;
        }
        var remedy = remedy(response);
        if (remedy.isPresent()) {
            repair(response, remedy.get());
            return;
        }
        leg.signature.notRepaired();
        leg.refusals.endWith(response);
    }

    /** Once, and only before an answer came: keys and path of another attempt would not be those of the first. */
    private Optional<Remedy> remedy(SipResponse refusal) {
        if (invite.draft().remedy().isPresent() || !leg.media.awaitsAnswer()) {
            return Optional.empty();
        }
        return invite.signed()
                .flatMap(it -> Repair.ofInvite(
                        invite.request(),
                        it,
                        refusal,
                        leg.settings.policy(),
                        invite.peerSignedBefore(),
                        leg.ports.wallClock(leg.now())));
    }

    /** Tries once more (STIR-AS-15…18); the transaction acknowledges the refused one. */
    private void repair(SipResponse refusal, Remedy remedy) {
        leg.refusals.first(refusal);
        leg.protection.step(Step.OFFER_SIGNED, false, Repair.told(refusal, remedy));
        var draft = invite.draft().again(remedy);
        if (remedy instanceof Remedy.Unsigned) {
            // nothing binds our keys to us in what it gets, so that nothing signed can come of it
            leg.protection.record(new Evidence.PeerWillNotSign(leg.now(), "it takes no signed request"));
            send(leg, FirstInvite.unsigned(draft, invite.peerSignedBefore()), hops);
            return;
        }
        var signing = new SigningOffer(leg, hops, draft);
        leg.become(signing);
        long wait = Repair.nanosBefore(remedy, invite.signed().orElseThrow(), leg.ports.wallClock(leg.now()));
        leg.timers.set(Timer.RETRY, leg.now() + wait, signing::begin);
    }

    @Override
    void peerLeft() {
        leg.become(new Ended(leg, invite.request(), dialog()));
    }

    /** RFC 3261 §9.1; the transaction waits for a provisional response itself. */
    @Override
    void sayGoodbye(Optional<Reason> why) {
        var added = Headers.builder();
        why.ifPresent(reason -> added.add(HeaderName.REASON, Refusals.reasonField(reason)));
        leg.ports.cancel(transaction, added.build(), leg.now());
        leg.become(new Ended(leg, invite.request(), dialog()));
    }
}
