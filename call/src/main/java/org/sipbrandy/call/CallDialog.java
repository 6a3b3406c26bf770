package org.sipbrandy.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.sip.dialog.AcceptedInvite;
import org.sipbrandy.sip.dialog.Dialog;
import org.sipbrandy.sip.dialog.OptionTags;
import org.sipbrandy.sip.dialog.ReliableProvisionals;
import org.sipbrandy.sip.dialog.ReliableReceiver;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.TransactionTimers;
import org.sipbrandy.sip.transport.Target;

/**
 * A call's dialog: the dialog proper, the hop on which its requests travel, and what the called side repeats until it is
 * acknowledged. Not thread-safe.
 */
final class CallDialog {
    private final Dialog dialog;
    private final Deque<SipResponse> repeats = new ArrayDeque<>();
    private Target hop;
    private @Nullable ReliableProvisionals provisionals;
    private @Nullable AcceptedInvite accepted;
    private @Nullable SipRequest sentAck;
    private boolean reliableSeen;
    private boolean gaveUp;

    private CallDialog(Dialog dialog, Target hop) {
        this.dialog = dialog;
        this.hop = hop;
    }

    /** The caller's, from the response that forms it. Requests take the hop on which it came. */
    static CallDialog caller(SipRequest invite, SipResponse response, Target hop) {
        return new CallDialog(Dialog.asCaller(invite, response), hop);
    }

    /** The callee's. */
    static CallDialog callee(SipRequest invite, String tag, NameAddr contact, Target hop, RandomGenerator random) {
        var made = new CallDialog(
                Dialog.asCallee(invite, tag, contact, hop.transport().secure()), hop);
        if (OptionTags.supports(invite.headers(), OptionTags.RELIABLE)) {
            made.provisionals = new ReliableProvisionals(invite, TransactionTimers.STANDARD, random);
        }
        return made;
    }

    String remoteTag() {
        return dialog.id().remoteTag();
    }

    String localTag() {
        return dialog.id().localTag();
    }

    Target target() {
        return hop;
    }

    /** The far end sent from there last: connections are reused in both directions (RFC 5923). */
    void heardFrom(Target source) {
        if (source.transport().reliable()) {
            hop = source;
        }
    }

    NameAddr contact() {
        return dialog.localContact();
    }

    // ── sending ─────────────────────────────────────────────────────────────────────────────────

    RequestBuilder request(SipMethod method) {
        return dialog.request(method);
    }

    /** From of the callee's own requests: its address of record, whatever To of the INVITE said (RFC 4916 §4.4.1). */
    NameAddr from(Uri own) {
        if (!dialog.local().uri().equals(own)) {
            dialog.changeLocal(NameAddr.of(own));
        }
        return dialog.local();
    }

    SipRequest prack(SipResponse provisional) {
        return dialog.prack(provisional).build();
    }

    /** The ACK for a 2xx; the very same for its repeats. */
    SipRequest ack(long cseq) {
        var known = sentAck;
        if (known == null) {
            known = dialog.ack(cseq).build();
            sentAck = known;
        }
        return known;
    }

    /** The ACK as it left, with its Via. */
    void ackLeft(SipRequest stamped) {
        sentAck = stamped;
    }

    // ── receiving ───────────────────────────────────────────────────────────────────────────────

    boolean matches(SipRequest request) {
        return dialog.matches(request);
    }

    /** The refusal that the order of requests calls for, if any. */
    Optional<SipResponse> check(SipRequest request) {
        return switch (dialog.check(request)) {
            case IN_ORDER -> Optional.empty();
            case OUT_OF_ORDER -> Optional.of(request.respond(500).build());
            case NO_DIALOG -> Optional.of(request.respond(481).build());
        };
    }

    /** What to do with a provisional response (RFC 3262 §4). */
    ReliableReceiver.Verdict provisional(SipResponse response) {
        var verdict = dialog.provisionals().receive(response);
        reliableSeen |= verdict == ReliableReceiver.Verdict.ACKNOWLEDGE;
        return verdict;
    }

    /** Whether the callee has sent a provisional response reliably: the first step of being able to sign. */
    boolean reliableSeen() {
        return reliableSeen;
    }

    /** The 2xx came. */
    void confirm(SipResponse response) {
        dialog.confirm(response);
    }

    /** We answer a request of the far end with 2xx: its target and its address may be new (RFC 3311 §5.2, CONN-07). */
    void accepted(SipRequest request) {
        dialog.answered(request, 200);
    }

    /** A response to a request of ours. */
    void received(SipResponse response) {
        dialog.received(response);
    }

    // ── what the called side repeats ────────────────────────────────────────────────────────────

    /** Completes a response with our tag and Contact. */
    void address(ResponseBuilder response) {
        response.toTag(dialog.id().localTag());
        response.set(HeaderName.CONTACT, dialog.localContact());
    }

    /** Sends a provisional response until its PRACK comes; {@link #repeat} has it first. */
    void reliably(SipResponse response, long now) {
        java.util.Objects.requireNonNull(provisionals).send(response, now);
        collect();
    }

    /** Whether a PRACK is for the response that waits for one. */
    boolean acknowledges(SipRequest prack, long now) {
        var waiting = provisionals;
        boolean matched =
                waiting != null && waiting.prack(prack, now) instanceof ReliableProvisionals.Match.Acknowledged;
        collect();
        return matched;
    }

    /** Sends the 2xx until its ACK comes; {@link #repeat} has it first. */
    void succeed(SipResponse success, long now) {
        var waiting = provisionals;
        if (waiting != null) {
            waiting.finish();
        }
        dialog.confirm();
        accepted = new AcceptedInvite(success, TransactionTimers.STANDARD, now);
        collect();
    }

    /** Whether this is the ACK for our 2xx; repeats end with it. */
    boolean acknowledged(SipRequest ack) {
        var waiting = accepted;
        if (waiting == null || !dialog.matches(ack) || !waiting.acknowledge(ack)) {
            return false;
        }
        dialog.acknowledged();
        return true;
    }

    /** A final response other than 2xx was sent, or the call is over: nothing is repeated any more. */
    void finish() {
        var waiting = provisionals;
        if (waiting != null) {
            waiting.finish();
        }
        var success = accepted;
        if (success != null) {
            success.stop();
        }
    }

    /** RFC 3261 §15: whether a BYE may be sent; after waiting for the ACK in vain, it may. */
    boolean mayBye() {
        return dialog.mayBye();
    }

    void timeout(long now) {
        var waiting = provisionals;
        if (waiting != null) {
            waiting.timeout(now);
        }
        var success = accepted;
        if (success != null) {
            success.timeout(now);
        }
        collect();
    }

    long deadline() {
        var waiting = provisionals;
        var success = accepted;
        return Math.min(
                waiting == null ? Long.MAX_VALUE : waiting.deadline(),
                success == null ? Long.MAX_VALUE : success.deadline());
    }

    private void collect() {
        var waiting = provisionals;
        if (waiting != null) {
            ReliableProvisionals.@Nullable Effect effect;
            while ((effect = waiting.poll()) != null) {
                switch (effect) {
                    case ReliableProvisionals.Effect.Send(var response) -> repeats.add(response);
                    case ReliableProvisionals.Effect.Unacknowledged _ -> gaveUp = true;
                }
            }
        }
        var success = accepted;
        if (success != null) {
            AcceptedInvite.@Nullable Effect effect;
            while ((effect = success.poll()) != null) {
                switch (effect) {
                    case AcceptedInvite.Effect.Send(var response) -> repeats.add(response);
                    case AcceptedInvite.Effect.Unacknowledged() -> {
                        gaveUp = true;
                        dialog.acknowledged(); // RFC 3261 §13.3.1.4: now BYE is allowed
                    }
                }
            }
        }
    }

    /** The next response to hand to the INVITE's transaction. */
    Optional<SipResponse> repeat() {
        return Optional.ofNullable(repeats.poll());
    }

    /** Whether the far end acknowledged nothing for so long that the call has to end. */
    boolean gaveUp() {
        return gaveUp;
    }
}
