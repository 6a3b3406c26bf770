package org.sipbrandy.call.leg;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.Anonymity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.sip.dialog.Dialog;
import org.sipbrandy.sip.dialog.ReliableReceiver;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.sip.message.ResponseBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transport.Target;

/** A call's dialog: the dialog proper, and the hop on which its requests travel. Not thread-safe. */
public final class CallDialog {
    private final Dialog dialog;
    private final List<String> recordedRoute;
    private Target hop;
    private Optional<SipRequest> sentAck = Optional.empty();

    private CallDialog(Dialog dialog, List<String> recordedRoute, Target hop) {
        this.dialog = dialog;
        this.recordedRoute = recordedRoute;
        this.hop = hop;
    }

    /** The caller's, from the response that forms it. Requests take the hop on which it came. */
    public static CallDialog caller(SipRequest invite, SipResponse response, Target hop) {
        return new CallDialog(Dialog.asCaller(invite, response), List.of(), hop);
    }

    /** The callee's. */
    public static CallDialog callee(SipRequest invite, String tag, NameAddr contact, Target hop) {
        return new CallDialog(
                Dialog.asCallee(invite, tag, contact, hop.transport().secure()),
                invite.headers().all(HeaderName.RECORD_ROUTE),
                hop);
    }

    public String remoteTag() {
        return dialog.id().remoteTag();
    }

    public String localTag() {
        return dialog.id().localTag();
    }

    /** The Call-ID on the wire. */
    public String callId() {
        return dialog.id().callId();
    }

    /** Where the far end is to be reached, by whomever. */
    public Uri remoteTarget() {
        return dialog.remoteTarget();
    }

    /** Whether it is bound to sips (RFC 3261 §12.1). */
    public boolean secure() {
        return dialog.isSecure();
    }

    /** Whether the INVITE was answered with 2xx. */
    public boolean confirmed() {
        return dialog.state() == Dialog.State.CONFIRMED;
    }

    /** Where requests go. */
    public Target target() {
        return hop;
    }

    /** The far end sent from there last: connections are reused in both directions (RFC 5923). */
    public void heardFrom(Target source) {
        if (source.transport().reliable()) {
            hop = source;
        }
    }

    /** Whether we made the Call-ID, and so wait the longer time after a collision (RFC 3311 §5.3). */
    public boolean ownsCallId() {
        return dialog.isCaller();
    }

    public NameAddr contact() {
        return dialog.localContact();
    }

    // ── sending ─────────────────────────────────────────────────────────────────────────────────

    public RequestBuilder request(SipMethod method) {
        return dialog.request(method);
    }

    /** From of the callee's own requests: its address of record, whatever To of the INVITE said (RFC 4916 §4.4.1). */
    public NameAddr from(Uri own) {
        if (!dialog.local().uri().equals(own)) {
            dialog.changeLocal(Anonymity.written(own));
        }
        return dialog.local();
    }

    public SipRequest prack(SipResponse provisional) {
        return dialog.prack(provisional).build();
    }

    /** Sends the ACK for a 2xx; the very same for its repeats. */
    public void acknowledge(long cseq, LegPorts ports, long now) {
        var ack = sentAck.orElseGet(() -> dialog.ack(cseq).build());
        sentAck = Optional.of(ports.sendAck(ack, hop, now));
    }

    /** Ends the dialog with a BYE, and says why if there is a reason of security. */
    public void bye(Optional<Reason> why, LegPorts ports, long now) {
        var request = dialog.request(SipMethod.BYE);
        why.ifPresent(reason -> request.add(HeaderName.REASON, Refusals.reasonField(reason)));
        ports.send(request.build(), hop, Unheeded.IGNORE, now);
    }

    /** Completes a response of the callee's with its tag, its Contact, and the route by which the INVITE came. */
    public void address(ResponseBuilder response) {
        recordedRoute.forEach(it -> response.add(HeaderName.RECORD_ROUTE, it)); // RFC 3261 §12.1.1
        response.toTag(dialog.id().localTag());
        response.set(HeaderName.CONTACT, dialog.localContact());
    }

    // ── receiving ───────────────────────────────────────────────────────────────────────────────

    public boolean matches(SipRequest request) {
        return dialog.matches(request);
    }

    /** The refusal that the order of requests calls for, if any. */
    public Optional<SipResponse> check(SipRequest request) {
        return switch (dialog.check(request)) {
            case IN_ORDER -> Optional.empty();
            case OUT_OF_ORDER -> Optional.of(request.respond(500).build());
            case NO_DIALOG -> Optional.of(request.respond(481).build());
        };
    }

    /** What to do with a provisional response (RFC 3262 §4). */
    public ReliableReceiver.Verdict provisional(SipResponse response) {
        return dialog.provisionals().receive(response);
    }

    /** The 2xx came. */
    public void confirm(SipResponse response) {
        dialog.confirm(response);
    }

    /** We answer a request of the far end with 2xx: its target and its address may be new (RFC 3311 §5.2, CONN-07). */
    public void accepted(SipRequest request) {
        dialog.answered(request, 200);
    }

    /** A response to a request of ours. */
    public void received(SipResponse response) {
        dialog.received(response);
    }

    // ── the called side ─────────────────────────────────────────────────────────────────────────

    /** Our 2xx leaves. */
    public void confirm() {
        dialog.confirm();
    }

    /** Our 2xx was acknowledged, or that was waited for in vain: BYE is allowed (RFC 3261 §13.3.1.4, §15). */
    public void acknowledged() {
        dialog.acknowledged();
    }

    /** RFC 3261 §15: whether a BYE may be sent; after waiting for the ACK in vain, it may. */
    public boolean mayBye() {
        return dialog.mayBye();
    }
}
