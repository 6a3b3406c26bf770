package org.sipbrandy.call.leg;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.CallSettings;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.media.LocalMedia;
import org.sipbrandy.call.media.MediaEffect;
import org.sipbrandy.call.media.MediaStream;
import org.sipbrandy.call.offer.CallMedia;
import org.sipbrandy.call.offer.SessionChange;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.message.Uri;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;

/**
 * What the calling and the called side of a call have in common: protection, media, time, requests within the dialog, and
 * one way out. Not thread-safe.
 */
public abstract class Leg {
    public final String callId;
    public final LegPorts ports;
    public final CallSettings settings;
    public final CallMedia media;
    public final Protection protection;
    public final Timers timers = new Timers();
    public final ReInvites reInvites;
    final MediaWatch watch;
    final Conversation conversation;
    private final Moment moment;
    private boolean over;

    protected Leg(String callId, CallSettings settings, LegPorts ports, long now) {
        this.callId = callId;
        this.settings = settings;
        this.ports = ports;
        this.moment = new Moment(now);
        this.protection = new Protection(callId, settings.policy(), ports, moment);
        this.media = new CallMedia(settings.streams(), ports.media(), protection.gate(), ports::wallClock, now);
        this.watch = new MediaWatch(this);
        this.conversation = new Conversation(this);
        this.reInvites = new ReInvites(this);
    }

    /** The time of the input that is being handled. */
    public final long now() {
        return moment.nanos();
    }

    /** An input begins. */
    public final void at(long now) {
        moment.is(now);
    }

    // ── the verdict ─────────────────────────────────────────────────────────────────────────────

    /** Records what is wrong, and ends the call if the verdict says so. */
    public final void fail(Reason reason, String detail) {
        protection.failure(reason, detail);
        heed();
    }

    /** Does what the verdict asks for: ends a refused call, starts the media of one that is good enough. */
    public final void heed() {
        if (over) {
            return;
        }
        protection.tellWhatIsBound();
        var verdict = protection.verdict();
        if (verdict.level() == Level.REFUSED) {
            refused(verdict);
        } else if (verdict.level().mediaMayPass() && answered()) {
            conversation.begin();
        }
    }

    /** Offer and answer are known: from now on path and keys have their limit. */
    public final void expectKeys() {
        watch.expectKeys();
    }

    /** A later exchange is complete: media goes on as it says. */
    public final void mediaAgreed() {
        if (!over && conversation.begun()) {
            conversation.agreed();
        }
    }

    // ── media ───────────────────────────────────────────────────────────────────────────────────

    /** A datagram came on one of the call's sockets. */
    public final void received(TransportAddress local, TransportAddress from, byte[] datagram, int length, long now) {
        at(now);
        for (MediaStream stream : media.streams()) {
            if (stream.path().localCandidates().stream().anyMatch(c -> c.base().equals(local))) {
                stream.path().receive(local, from, datagram, length, now);
            }
        }
        drain();
    }

    /** A handshake on its own thread has something. */
    public final void wakeUp(long now) {
        at(now);
        media.streams().forEach(stream -> stream.path().wakeUp(now));
        drain();
    }

    /** Takes what the streams have to say, until they are silent. */
    public final void drain() {
        for (MediaStream stream : media.streams()) {
            @Nullable MediaEffect effect;
            while ((effect = stream.path().poll()) != null) {
                watch.on(stream, effect);
            }
        }
        media.retired().forEach(this::lastWords);
        if (!over && conversation.failure().isPresent()) {
            applicationFailed(conversation.failure().get());
        }
    }

    /** What a closed stream still has to send: its goodbye. */
    private void lastWords(MediaStream stream) {
        @Nullable MediaEffect effect;
        while ((effect = stream.path().poll()) != null) {
            if (effect instanceof MediaEffect.SendDatagram it) {
                send(it);
            }
        }
    }

    final void send(MediaEffect.SendDatagram it) {
        ports.effect(new EndpointEffect.SendMedia(callId, it.local(), it.remote(), it.datagram()));
    }

    /** Sends an RTP payload of the application's on its n-th stream. */
    public final boolean send(int stream, int payloadType, boolean marker, long timestamp, byte[] payload, long now) {
        at(now);
        var streams = media.streams();
        boolean sent = stream < streams.size()
                && streams.get(stream).send(payloadType, marker, timestamp, payload, watch, now);
        drain();
        return sent;
    }

    /**
     * Holds the far end or takes it back, or speaks other codecs.
     *
     * @return whether that is offered now; false before the call is answered and while another offer is under way
     */
    public abstract boolean change(SessionChange wanted, long now);

    /**
     * Somebody else speaks from now on, under that address and its own signature (CONN-12).
     *
     * @return whether that is offered now; false as above, and if the far end does not sign
     */
    public abstract boolean speakAs(Uri address, long now);

    /** Presses a key; false if the far end takes none. */
    public final boolean press(char digit, long now) {
        at(now);
        return media.streams().stream().anyMatch(stream -> stream.press(digit, now));
    }

    // ── time ────────────────────────────────────────────────────────────────────────────────────

    /** Does what is due. */
    public void timeout(long now) {
        at(now);
        timers.timeout(now);
        reInvites.timeout();
        for (MediaStream stream : media.streams()) {
            if (stream.deadline() <= now) {
                stream.timeout(watch, now);
            }
        }
        drain();
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        long earliest = Math.min(timers.deadline(), reInvites.deadline());
        for (MediaStream stream : media.streams()) {
            earliest = Math.min(earliest, stream.deadline());
        }
        return earliest;
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────

    /**
     * The one way out: tells, says goodbye on the media path, wipes keys, closes sockets. Harmless when repeated.
     *
     * @param status of SIP, 0 if there is none
     */
    public final void end(EndedBy by, int status, String reason) {
        if (over) {
            return;
        }
        over = true;
        if (conversation.begun()) {
            conversation.figures();
        }
        for (MediaStream stream : media.streams()) {
            stream.close(now());
            lastWords(stream);
        }
        timers.clear();
        reInvites.clear();
        protection.tell(new CallEvent.Ended(
                now(), by, status, reason, protection.verdict(), conversation.nanos(), Optional.empty()));
        ports.effect(new EndpointEffect.CloseMedia(callId));
        ports.ended(this);
    }

    public final boolean over() {
        return over;
    }

    // ── requests of the far end ─────────────────────────────────────────────────────────────────

    /** A request of the far end within a dialog of this call. */
    public final void request(ServerTransactionId id, SipRequest request, Target source, long now) {
        at(now);
        var known = dialog(request);
        if (known.isEmpty()) {
            ports.respond(id, request.respond(481).build(), now);
            return;
        }
        var problem = known.get().check(request);
        if (problem.isPresent()) {
            ports.respond(id, problem.get(), now);
            return;
        }
        known.get().heardFrom(source);
        inDialog(id, request, known.get());
        drain();
    }

    private void inDialog(ServerTransactionId id, SipRequest request, CallDialog dialog) {
        var method = request.method();
        if (method.equals(SipMethod.BYE)) {
            bye(id, request);
        } else if (method.equals(SipMethod.PRACK)) {
            prack(id, request);
        } else if (method.equals(SipMethod.UPDATE) || method.equals(SipMethod.INVITE)) {
            offer(id, request);
        } else if (method.equals(SipMethod.REFER) || method.equals(SipMethod.NOTIFY)) {
            ports.transfer(this, id, request, dialog);
        } else if (method.equals(SipMethod.OPTIONS) || method.equals(SipMethod.INFO)) {
            InDialog.other(this, id, request);
        } else {
            InDialog.notAllowed(this, id, request);
        }
    }

    // ── transfers ───────────────────────────────────────────────────────────────────────────────

    /** Whether media may flow: both sides have agreed to talk, and the verdict lets them. */
    public final boolean talking() {
        return !over && conversation.begun() && protection.verdict().level().mediaMayPass();
    }

    /** Another call has the application's media from now on. */
    public final void lendMedia() {
        conversation.lend();
    }

    /** Another call takes the place of this one: it ends. */
    public final void giveWay(String told) {
        gone(new Loss(EndedBy.LOCAL, 0, told));
    }

    /** The dialog with the far end, once there is one. */
    public abstract Optional<CallDialog> dialog();

    /** Who we are in this call. */
    public abstract Uri address();

    // ── what differs ────────────────────────────────────────────────────────────────────────────

    /** Our tag in the dialog. */
    public abstract String localTag();

    /** The dialog that a request of the far end belongs to. */
    protected abstract Optional<CallDialog> dialog(SipRequest request);

    /** Whether both sides have agreed to talk. */
    protected abstract boolean answered();

    /** The verdict refuses the call: tell the far end and end. */
    protected abstract void refused(Verdict verdict);

    /** Consent is gone for good. */
    protected abstract void consentGone();

    /** The far end closed its media and says nothing more. */
    protected abstract void goodbyeMissing();

    /** Our 2xx to a re-INVITE was never acknowledged. */
    final void unacknowledged() {
        gone(new Loss(EndedBy.NETWORK, 408, "no ACK came"));
    }

    /** The far end does not know the dialog any more (RFC 3261 §12.2.1.2). */
    public final void dialogGone(int status) {
        gone(new Loss(EndedBy.NETWORK, status, "the peer does not know the call any more"));
    }

    private void applicationFailed(RuntimeException e) {
        gone(new Loss(EndedBy.LOCAL, 0, "the application failed: " + e));
    }

    /** Why a call cannot go on, without a reason of security. */
    protected record Loss(EndedBy by, int status, String told) {}

    /** The call cannot go on: tell the far end and end. */
    protected abstract void gone(Loss loss);

    /** The local user ends the call. */
    public abstract void hangUp(long now);

    /** Sockets for the media are open. */
    public abstract void mediaOpened(List<LocalMedia> local, long now);

    /** An ACK for a 2xx. */
    public abstract void acknowledged(SipRequest ack, long now);

    protected abstract void bye(ServerTransactionId id, SipRequest request);

    protected abstract void prack(ServerTransactionId id, SipRequest request);

    /** An UPDATE or a re-INVITE. */
    protected abstract void offer(ServerTransactionId id, SipRequest request);
}
