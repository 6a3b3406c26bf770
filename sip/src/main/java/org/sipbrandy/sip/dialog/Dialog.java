package org.sipbrandy.sip.dialog;

import java.util.Optional;
import java.util.OptionalLong;
import org.sipbrandy.sip.message.CSeq;
import org.sipbrandy.sip.message.HeaderName;
import org.sipbrandy.sip.message.Headers;
import org.sipbrandy.sip.message.NameAddr;
import org.sipbrandy.sip.message.RAck;
import org.sipbrandy.sip.message.RequestBuilder;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.SipResponse;
import org.sipbrandy.sip.message.SipUri;
import org.sipbrandy.sip.message.Uri;

/**
 * The state that two user agents share for the time of a call (RFC 3261 §12), at one of its ends.
 *
 * <p>Has no time and no effects: it makes requests and judges those received. Not thread-safe.
 */
public final class Dialog {
    /** RFC 3261 §12, §15. */
    public enum State {
        EARLY,
        CONFIRMED,
        TERMINATED
    }

    private final DialogId id;
    private final boolean caller;
    private final boolean secure;
    private final NameAddr localContact;
    private final long inviteNumber;
    private final ReliableReceiver provisionals = new ReliableReceiver();
    private State state = State.EARLY;
    private RouteSet routeSet;
    private NameAddr local;
    private NameAddr remote;
    private Uri remoteTarget;
    private long localNumber;
    private OptionalLong remoteNumber;
    private boolean acknowledged;

    private Dialog(
            DialogId id,
            boolean caller,
            boolean secure,
            NameAddr localContact,
            NameAddr local,
            NameAddr remote,
            Uri remoteTarget,
            RouteSet routeSet,
            long localNumber,
            OptionalLong remoteNumber,
            long inviteNumber) {
        this.id = id;
        this.caller = caller;
        this.secure = secure;
        this.localContact = localContact;
        this.local = local;
        this.remote = remote;
        this.remoteTarget = remoteTarget;
        this.routeSet = secure ? routeSet.secured() : routeSet;
        this.localNumber = localNumber;
        this.remoteNumber = remoteNumber;
        this.inviteNumber = inviteNumber;
    }

    /**
     * The caller's dialog that a 101–199 or 2xx forms (RFC 3261 §12.1.2). A 2xx confirms it.
     *
     * @param invite as sent; with Contact
     */
    public static Dialog asCaller(SipRequest invite, SipResponse response) {
        if (response.status() <= 100 || response.status() >= 300) {
            throw new IllegalArgumentException("a " + response.status() + " forms no dialog");
        }
        Headers sent = invite.headers();
        long number = sent.cseq().number();
        Dialog dialog = new Dialog(
                DialogId.ofReceived(response),
                true,
                invite.requestUri() instanceof SipUri uri && uri.secure(),
                contactOf(invite.headers()).orElseThrow(() -> new IllegalArgumentException("INVITE without Contact")),
                sent.from(),
                response.headers().to(),
                contactOf(response.headers()).map(NameAddr::uri).orElse(invite.requestUri()),
                RouteSet.of(response),
                number,
                OptionalLong.empty(),
                number);
        if (response.isSuccess()) {
            dialog.confirm(response);
        }
        return dialog;
    }

    /**
     * The callee's dialog (RFC 3261 §12.1.1), early until {@link #confirm()}.
     *
     * @param invite as received
     * @param localTag the To tag of all our responses but 100
     * @param localContact Contact of our responses and requests
     * @param overTls whether the INVITE came over TLS; with a sips Request-URI the dialog is secure
     */
    public static Dialog asCallee(SipRequest invite, String localTag, NameAddr localContact, boolean overTls) {
        Headers received = invite.headers();
        CSeq cseq = received.cseq();
        NameAddr to = received.to();
        return new Dialog(
                new DialogId(received.callId(), localTag, received.from().tag().orElse("")),
                false,
                overTls && invite.requestUri() instanceof SipUri uri && uri.secure(),
                localContact,
                to.tag().isPresent() ? to : to.withTag(localTag),
                received.from(),
                contactOf(received).map(NameAddr::uri).orElse(received.from().uri()),
                RouteSet.of(invite),
                0, // the first request gets 1; RFC 3261 §8.1.1.5 leaves it free below 2^31
                OptionalLong.of(cseq.number()),
                cseq.number());
    }

    private static Optional<NameAddr> contactOf(Headers headers) {
        return headers.contacts().stream().findFirst();
    }

    public DialogId id() {
        return id;
    }

    public State state() {
        return state;
    }

    /** Whether this end sent the INVITE and so made the Call-ID (RFC 3311 §5.3). */
    public boolean isCaller() {
        return caller;
    }

    /** Whether the dialog is bound to sips (RFC 3261 §12.1). */
    public boolean isSecure() {
        return secure;
    }

    public NameAddr localContact() {
        return localContact;
    }

    /** Our address with our tag: From of what we send. */
    public NameAddr local() {
        return local;
    }

    /** The peer's address with its tag: To of what we send. */
    public NameAddr remote() {
        return remote;
    }

    public Uri remoteTarget() {
        return remoteTarget;
    }

    /** The URI to be given to {@code location} for the next request. */
    public Uri nextHop() {
        return routeSet.nextHop(remoteTarget);
    }

    /** Number of the last request sent in the dialog, or 0. */
    public long localNumber() {
        return localNumber;
    }

    /** Which reliable provisional responses of this dialog were received (RFC 3262 §4); for callers. */
    public ReliableReceiver provisionals() {
        return provisionals;
    }

    // Sending

    /**
     * A request in the dialog with the next CSeq: From, To, Call-ID, CSeq, Route, and Contact where the method refreshes
     * the target. Not for ACK and CANCEL.
     *
     * @throws IllegalStateException if RFC 3261 §15 forbids this BYE, or the dialog has ended
     */
    public RequestBuilder request(SipMethod method) {
        if (method.equals(SipMethod.ACK) || method.equals(SipMethod.CANCEL)) {
            throw new IllegalArgumentException(method + " has no CSeq of its own");
        }
        if (state == State.TERMINATED) {
            throw new IllegalStateException("the dialog has ended");
        }
        // RFC 3261 §15: the callee refuses instead, and waits for the ACK (or its time-out) once it has accepted.
        if (method.equals(SipMethod.BYE) && !mayBye()) {
            throw new IllegalStateException("the callee sends no BYE before ACK");
        }
        localNumber++;
        RequestBuilder request = begin(method, localNumber);
        if (refreshesTarget(method)) {
            request.add(HeaderName.CONTACT, localContact);
        }
        return request;
    }

    /** Whether a BYE may be sent now (RFC 3261 §15): by a caller always, by a callee after ACK or its time-out. */
    public boolean mayBye() {
        return state == State.EARLY ? caller : state == State.CONFIRMED && (caller || acknowledged);
    }

    /** The PRACK for a reliable provisional response (RFC 3262 §4). */
    public RequestBuilder prack(SipResponse provisional) {
        CSeq cseq = provisional.headers().cseq();
        long rseq =
                provisional.headers().rseq().orElseThrow(() -> new IllegalArgumentException("response without RSeq"));
        return request(SipMethod.PRACK).add(HeaderName.RACK, new RAck(rseq, cseq.number(), cseq.method()));
    }

    /** The ACK for a 2xx to the INVITE, or re-INVITE, with this CSeq number (RFC 3261 §13.2.2.4). */
    public RequestBuilder ack(long cseqNumber) {
        return begin(SipMethod.ACK, cseqNumber);
    }

    private RequestBuilder begin(SipMethod method, long number) {
        return routeSet.begin(method, remoteTarget)
                .add(HeaderName.FROM, local)
                .add(HeaderName.TO, remote)
                .add(HeaderName.CALL_ID, id.callId())
                .add(HeaderName.CSEQ, new CSeq(number, method));
    }

    /** From here on our From is another address; the tag stays (RFC 4916 §4.4.1). */
    public void changeLocal(NameAddr address) {
        NameAddr bare = address.withParameters(address.parameters().without("tag"));
        local = id.localTag().isEmpty() ? bare : bare.withTag(id.localTag());
    }

    // Receiving

    /** Whether the request names this dialog: Call-ID and tags alone count. */
    public boolean matches(SipRequest received) {
        return id.equals(DialogId.ofReceived(received));
    }

    /** Judges a request received, other than ACK and CANCEL, and remembers its CSeq if it is in order. */
    public RequestOrder check(SipRequest received) {
        if (state == State.TERMINATED || !matches(received)) {
            return RequestOrder.NO_DIALOG;
        }
        long number = received.headers().cseq().number();
        // An equal number is let through: a proxy that repairs its Identity leaves CSeq as it is (RFC 8224 §6.2.3).
        if (remoteNumber.isPresent() && number < remoteNumber.getAsLong()) {
            return RequestOrder.OUT_OF_ORDER;
        }
        remoteNumber = OptionalLong.of(number);
        return RequestOrder.IN_ORDER;
    }

    /**
     * A request in the dialog was answered by us with this final status. Only a 2xx changes anything: remote target
     * (RFC 3261 §12.2.2, RFC 3311 §5.2), remote address (RFC 4916 §4.4.2), and BYE ends the dialog.
     */
    public void answered(SipRequest received, int status) {
        if (status < 200 || status > 299) {
            return;
        }
        if (received.method().equals(SipMethod.BYE)) {
            state = State.TERMINATED;
            return;
        }
        NameAddr from = received.headers().from();
        if (!from.uri().equals(remote.uri())) {
            remote = id.remoteTag().isEmpty() ? from : from.withTag(id.remoteTag());
        }
        refresh(received.method(), received.headers());
    }

    /** A response to one of our requests in the dialog, other than the first INVITE; may end it or move its target. */
    public void received(SipResponse response) {
        SipMethod method = response.headers().cseq().method();
        if (response.isSuccess()) {
            refresh(method, response.headers());
        }
        // RFC 3261 §12.2.1.2: 481 and 408 end the dialog; §15.1.1: any final response to BYE does.
        if (response.status() == 481
                || response.status() == 408
                || response.isFinal() && method.equals(SipMethod.BYE) && !isChallenge(response.status())) {
            state = State.TERMINATED;
        }
    }

    private static boolean isChallenge(int status) {
        return status == 401 || status == 407;
    }

    private void refresh(SipMethod method, Headers headers) {
        if (refreshesTarget(method)) {
            contactOf(headers).map(NameAddr::uri).filter(this::allowedTarget).ifPresent(uri -> remoteTarget = uri);
        }
    }

    /** RFC 5630 §5.1.1.2: a refresh never leaves sips. */
    private boolean allowedTarget(Uri uri) {
        return !secure || uri instanceof SipUri sip && sip.secure();
    }

    private static boolean refreshesTarget(SipMethod method) {
        return method.equals(SipMethod.INVITE) || method.equals(SipMethod.UPDATE);
    }

    // Course of the dialog

    /** The caller has a 2xx of this dialog: route set and target are those of the 2xx (RFC 3261 §13.2.2.4). */
    public void confirm(SipResponse ok) {
        if (state == State.EARLY && ok.isSuccess()) {
            state = State.CONFIRMED;
            routeSet = secure ? RouteSet.of(ok).secured() : RouteSet.of(ok);
            contactOf(ok.headers())
                    .map(NameAddr::uri)
                    .filter(this::allowedTarget)
                    .ifPresent(u -> remoteTarget = u);
        }
    }

    /** The callee has sent a 2xx. */
    public void confirm() {
        if (state == State.EARLY) {
            state = State.CONFIRMED;
        }
    }

    /** The callee has the ACK for its 2xx, or has waited for it in vain: BYE is allowed (RFC 3261 §15). */
    public void acknowledged() {
        acknowledged = true;
    }

    /** Whether an ACK is one for the first INVITE. */
    public boolean isAckOfInvite(SipRequest ack) {
        return matches(ack) && ack.headers().cseq().number() == inviteNumber;
    }

    /** The dialog is over: BYE sent or received, INVITE refused, another fork won. */
    public void terminate() {
        state = State.TERMINATED;
    }
}
