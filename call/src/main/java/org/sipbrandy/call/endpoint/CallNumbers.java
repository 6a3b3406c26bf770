package org.sipbrandy.call.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipbrandy.sip.digest.DigestClient;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.RAck;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.Uri;

/**
 * What our end of one call has sent: its way, its credentials, and its numbers. The call machine counts its own requests;
 * on the wire, each answered challenge takes a number more (RFC 3261 §22.2). Not thread-safe.
 */
final class CallNumbers {
    final DigestClient digest;
    private final Map<Long, Long> invites = new HashMap<>();
    private List<Uri> route = List.of();
    private long shift;
    private long last;
    private int open;
    private boolean over;

    CallNumbers(DigestClient digest) {
        this.digest = digest;
    }

    /** The proxies that requests outside of a dialog pass, nearest first. */
    void route(List<Uri> proxies) {
        route = List.copyOf(proxies);
    }

    List<Uri> route() {
        return route;
    }

    /** The request as it goes out. */
    SipRequest toWire(SipRequest request) {
        long number = request.headers().cseq().number() + shift;
        last = Math.max(last, number);
        var wire = numbered(request, number);
        return wire.headers()
                .rack()
                .map(it -> wire.withHeaders(acknowledging(wire, it)))
                .orElse(wire);
    }

    private org.sipbrandy.sip.message.Headers acknowledging(SipRequest request, RAck rack) {
        long number = invites.getOrDefault(rack.cseqNumber(), rack.cseqNumber());
        return request.headers().with(HeaderName.RACK, new RAck(rack.responseNumber(), number, rack.method()));
    }

    /** An ACK as it goes out: with the number of the INVITE (RFC 3261 §13.2.2.4). */
    SipRequest ackToWire(SipRequest ack) {
        long own = ack.headers().cseq().number();
        return numbered(ack, invites.getOrDefault(own, own));
    }

    /** The request that answers a challenge, with the next number. */
    SipRequest again(SipRequest request) {
        shift++;
        last++;
        return numbered(request, last);
    }

    /** An INVITE went out. */
    void sent(SipRequest own, SipRequest wire) {
        if (wire.method().equals(SipMethod.INVITE)) {
            invites.put(own.headers().cseq().number(), wire.headers().cseq().number());
        }
    }

    /** The response as the call machine knows it. */
    static SipResponse fromWire(SipResponse response, SipRequest own) {
        var cseq = own.headers().cseq();
        return response.headers().cseq().equals(cseq)
                ? response
                : response.withHeaders(response.headers().with(HeaderName.CSEQ, cseq));
    }

    private static SipRequest numbered(SipRequest request, long number) {
        var cseq = request.headers().cseq();
        return cseq.number() == number
                ? request
                : request.withHeaders(request.headers().with(HeaderName.CSEQ, new CSeq(number, cseq.method())));
    }

    // ── how long it is needed ───────────────────────────────────────────────────────────────────

    void opened() {
        open++;
    }

    void closed() {
        open--;
    }

    void callOver() {
        over = true;
    }

    /** Whether nothing more comes of the call. */
    boolean done() {
        return over && open == 0;
    }

    /** Our tag, which names the call's end. */
    static String key(SipMessage request) {
        return request.headers().from().tag().orElse("");
    }
}
