package org.sipbrandy.call;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Evidence;
import org.sipbrandy.call.evidence.EvidenceLog;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.call.evidence.Trust;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.call.media.Gate;
import org.sipbrandy.call.media.MediaEffect;
import org.sipbrandy.call.media.MediaStream;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transaction.ServerTransactionId;
import org.sipbrandy.sip.transport.Target;
import org.sipbrandy.stir.VerifiedIdentity;

/**
 * What the calling and the called side of a call have in common: evidence and gate, media, events, and one way out. Not
 * thread-safe.
 */
abstract class Leg {
    private static final long SECOND = 1_000_000_000L;

    final String callId;
    final LegPorts ports;
    final CallSettings settings;
    final CallMedia media;
    final EvidenceLog evidence;
    private final Gate gate = new Gate();
    private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
    private final Set<Step> reached = new HashSet<>();
    private final Set<MediaStream> found = new HashSet<>();
    private final Set<MediaStream> keyed = new HashSet<>();
    private final Set<String> shown = new HashSet<>();
    private final MediaStream.Owner owner;
    long now;
    private final long begun;
    private long mediaSince = -1;
    private boolean talking;
    private boolean remembered;
    private boolean gone;
    private @Nullable VerifiedIdentity signer;
    private String localPath = "";
    private String remotePath = "";
    private String srtpProfile = "";
    private String dtlsVersion = "";

    /** What a leg waits for. */
    enum Timer {
        /** The signed UPDATE, after the call was answered. */
        SIGNED_ANSWER,
        /** Path and keys. */
        KEYING,
        /** Media figures, every second. */
        FIGURES,
        /** Sending an offer again after a collision (RFC 3311 §5.3). */
        RETRY,
        /** The far end's last words. */
        GOODBYE
    }

    Leg(String callId, CallSettings settings, LegPorts ports, long now) {
        this.callId = callId;
        this.settings = settings;
        this.ports = ports;
        this.now = now;
        this.begun = now;
        this.evidence = new EvidenceLog(settings.policy(), this::decided);
        this.media = new CallMedia(settings.streams(), ports.media(), gate, ports::wallClock, now);
        this.owner = new MediaStream.Owner() {
            @Override
            public void digit(char digit, long durationNanos) {
                tell(new CallEvent.Digit(Leg.this.now, digit, durationNanos));
            }

            @Override
            public void mediaFlows() {
                evidence.record(new Evidence.MediaFlows(Leg.this.now));
                step(Step.MEDIA, true, "");
            }
        };
    }

    // ── evidence, events ────────────────────────────────────────────────────────────────────────

    final void tell(CallEvent event) {
        ports.effect(new EndpointEffect.Tell(callId, event));
    }

    /** A step is told once, and a failed one may still be told after it. */
    final void step(Step step, boolean ok, String detail) {
        if (!ok || reached.add(step)) {
            tell(new CallEvent.StepReached(now, step, ok, detail, now - begun));
        }
    }

    private void decided(Verdict verdict) {
        gate.decide(verdict);
        tell(new CallEvent.SecurityChanged(now, verdict));
        if (verdict.level() == Level.CONFIDENTIAL && !remembered && signer != null) {
            remembered = true;
            ports.effect(new EndpointEffect.Remember(signer));
        }
    }

    /** The far end's keys are signed for. */
    final void signedBy(VerifiedIdentity identity, Evidence.PeerKeysSigned fact) {
        signer = identity;
        if (fact.peer().trust() == Trust.CHANGED) {
            tell(new CallEvent.KeyRefused(now, identity));
        }
        evidence.record(fact);
    }

    /** Records what is wrong, and ends the call if the verdict says so. */
    final void fail(Reason reason, String detail) {
        evidence.record(new Evidence.Failure(now, reason, detail));
        heed();
    }

    /** Does what the verdict asks for: ends a refused call, starts the media of one that is good enough. */
    final void heed() {
        if (gone) {
            return;
        }
        boundNow();
        var verdict = evidence.verdict();
        if (verdict.level() == Level.REFUSED) {
            refused(verdict);
        } else if (verdict.level().mediaMayPass() && answered()) {
            talk();
        }
    }

    private void boundNow() {
        boolean signed = evidence.has(Evidence.PeerKeysSigned.class);
        if (signed
                && evidence.has(Evidence.DtlsConnected.class)
                && evidence.verdict().level() != Level.REFUSED) {
            step(Step.KEYS_BOUND, true, "the certificate shown in DTLS is one that was signed for");
            if (evidence.has(Evidence.ConsentFresh.class)) {
                step(Step.CONSENT, true, "the peer wants to receive");
            }
        }
    }

    private void talk() {
        cancel(Timer.KEYING);
        cancel(Timer.SIGNED_ANSWER);
        if (talking) {
            return;
        }
        talking = true;
        mediaSince = now;
        step(Step.CONSENT, true, "the peer wants to receive"); // also where no signature bound the keys
        String codec = "";
        for (MediaStream stream : media.streams()) {
            var format = media.audioFormat(stream);
            if (format.isPresent()) {
                codec = format.get().encoding().encodingName();
                stream.startAudio(format.get(), settings.source(), settings.sink(), now);
            } else {
                stream.startTap(media.clockRate(stream), settings.tap(), now);
            }
        }
        tell(new CallEvent.Established(
                now, evidence.verdict().level(), codec, srtpProfile, dtlsVersion, localPath, remotePath));
        set(Timer.FIGURES, now + SECOND);
    }

    // ── media ───────────────────────────────────────────────────────────────────────────────────

    /** A datagram came on one of the call's sockets. */
    final void received(TransportAddress local, TransportAddress from, byte[] datagram, int length, long at) {
        now = at;
        for (MediaStream stream : media.streams()) {
            if (stream.path().localCandidates().stream().anyMatch(c -> c.base().equals(local))) {
                stream.path().receive(local, from, datagram, length, at);
            }
        }
        drain();
    }

    /** A handshake on its own thread has something. */
    final void wakeUp(long at) {
        now = at;
        media.streams().forEach(stream -> stream.path().wakeUp(at));
        drain();
    }

    /** Takes what the streams have to say, until they are silent. */
    final void drain() {
        for (MediaStream stream : media.streams()) {
            @Nullable MediaEffect effect;
            while ((effect = stream.path().poll()) != null) {
                on(stream, effect);
            }
        }
    }

    private void on(MediaStream stream, MediaEffect effect) {
        switch (effect) {
            case MediaEffect.SendDatagram it ->
                ports.effect(new EndpointEffect.SendMedia(callId, it.local(), it.remote(), it.datagram()));
            case MediaEffect.PathFound it -> pathFound(stream, it);
            case MediaEffect.ConsentFresh() -> consentFresh();
            case MediaEffect.ConsentGone it -> {
                switch (it.why()) {
                    case EXPIRED -> {
                        evidence.record(new Evidence.ConsentGone(now));
                        step(Step.CONSENT, false, "the peer no longer confirms that it wants to receive");
                        consentGone();
                    }
                    // Said, not lost: nothing is sent any more, and its BYE is on the way over a slower hop.
                    case REVOKED -> awaitGoodbye();
                }
            }
            case MediaEffect.PathFailed it -> pathFailed(it);
            case MediaEffect.Keyed it -> keyed(stream, it);
            case MediaEffect.WrongCertificate(String detail) -> {
                step(Step.DTLS_CONNECTED, false, detail);
                fail(Reason.DTLS_CERTIFICATE_MISMATCH, detail);
            }
            case MediaEffect.KeyingFailed(String detail) -> {
                step(Step.DTLS_CONNECTED, false, detail);
                fail(Reason.KEYING_FAILED, detail);
            }
            case MediaEffect.PeerClosed _ -> awaitGoodbye();
            case MediaEffect.RtpReceived it -> stream.received(it, owner, now);
            case MediaEffect.RtcpReceived it -> stream.received(it, now);
        }
    }

    /** The peer closed its media; if it says nothing more, it is dead. */
    private void awaitGoodbye() {
        if (!ending() && !running(Timer.GOODBYE)) {
            set(Timer.GOODBYE, now + 2 * SECOND);
        }
    }

    private void pathFound(MediaStream stream, MediaEffect.PathFound it) {
        localPath = it.local();
        remotePath = it.remote();
        found.add(stream);
        if (found.size() == media.streams().size()) {
            evidence.record(new Evidence.PathFound(now, it.local(), it.remote()));
            step(Step.ICE_CONNECTED, true, it.local() + " to " + it.remote());
            heed();
        }
    }

    private void consentFresh() {
        // Each answer proves it anew; only a change is evidence.
        if (!evidence.has(Evidence.ConsentFresh.class)
                || evidence.verdict().reasons().contains(Reason.CONSENT_EXPIRED)) {
            evidence.record(new Evidence.ConsentFresh(now));
            heed();
        }
    }

    private void keyed(MediaStream stream, MediaEffect.Keyed it) {
        srtpProfile = it.srtpProfile();
        dtlsVersion = it.version();
        keyed.add(stream);
        shown.addAll(it.fingerprints());
        if (keyed.size() == media.streams().size()) {
            evidence.record(new Evidence.DtlsConnected(now, shown, srtpProfile, dtlsVersion));
            step(Step.DTLS_CONNECTED, true, it.version() + ", " + it.srtpProfile());
            heed();
        }
    }

    private void pathFailed(MediaEffect.PathFailed it) {
        if (evidence.has(Evidence.ConsentGone.class) || running(Timer.GOODBYE)) {
            return; // consent was the reason; it is told already
        }
        step(Step.ICE_CONNECTED, false, "no path: " + it.why());
        fail(Reason.ICE_FAILED, "no network path to the peer: " + it.why());
    }

    // ── time ────────────────────────────────────────────────────────────────────────────────────

    final void set(Timer timer, long at) {
        timers.put(timer, at);
    }

    final void cancel(Timer timer) {
        timers.remove(timer);
    }

    final boolean running(Timer timer) {
        return timers.containsKey(timer);
    }

    /** Offer and answer are known: from now on path and keys have their limit. */
    final void expectKeys() {
        if (!talking && !running(Timer.KEYING)) {
            set(Timer.KEYING, now + settings.keyingLimit().toNanos());
        }
    }

    final void timeout(long at) {
        now = at;
        for (Timer timer : Timer.values()) {
            Long due = timers.get(timer);
            if (due != null && due <= at) {
                timers.remove(timer);
                expired(timer);
            }
        }
        for (MediaStream stream : media.streams()) {
            if (stream.deadline() <= at) {
                stream.timeout(owner, at);
            }
        }
        drain();
    }

    private void expired(Timer timer) {
        switch (timer) {
            case SIGNED_ANSWER -> signedAnswerMissing();
            case KEYING -> {
                if (!evidence.has(Evidence.PathFound.class)) {
                    step(Step.ICE_CONNECTED, false, "no answer on any pair of addresses");
                    fail(Reason.ICE_FAILED, "no network path to the peer was found in time");
                } else if (!evidence.has(Evidence.DtlsConnected.class)) {
                    step(Step.DTLS_CONNECTED, false, "not in time");
                    fail(Reason.KEYING_FAILED, "the DTLS handshake did not end in time");
                }
            }
            case FIGURES -> {
                figures();
                set(Timer.FIGURES, now + SECOND);
            }
            case RETRY -> retry();
            case GOODBYE -> goodbyeMissing();
        }
    }

    final long deadline() {
        long earliest = Long.MAX_VALUE;
        for (long due : timers.values()) {
            earliest = Math.min(earliest, due);
        }
        for (MediaStream stream : media.streams()) {
            earliest = Math.min(earliest, stream.deadline());
        }
        return earliest;
    }

    private void figures() {
        tell(new CallEvent.Media(now, Figures.of(media.streams(), now)));
    }

    // ── the end ─────────────────────────────────────────────────────────────────────────────────

    /**
     * The one way out: tells, says goodbye on the media path, wipes keys, closes sockets. Harmless when repeated.
     *
     * @param status of SIP, 0 if there is none
     */
    final void end(EndedBy by, int status, String reason) {
        if (gone) {
            return;
        }
        gone = true;
        var streams = List.copyOf(media.streams());
        if (talking) {
            figures();
        }
        for (MediaStream stream : streams) {
            stream.close(now);
            @Nullable MediaEffect effect;
            while ((effect = stream.path().poll()) != null) {
                if (effect instanceof MediaEffect.SendDatagram it) {
                    ports.effect(new EndpointEffect.SendMedia(callId, it.local(), it.remote(), it.datagram()));
                }
            }
        }
        timers.clear();
        tell(new CallEvent.Ended(
                now,
                by,
                status,
                reason,
                evidence.verdict(),
                mediaSince < 0 ? OptionalLong.empty() : OptionalLong.of(now - mediaSince),
                Optional.empty()));
        ports.effect(new EndpointEffect.CloseMedia(callId));
        ports.ended(this);
    }

    final boolean over() {
        return gone;
    }

    /** Sends an RTP payload of the application's on its n-th stream. */
    final boolean send(int stream, int payloadType, boolean marker, long timestamp, byte[] payload, long at) {
        now = at;
        var streams = media.streams();
        boolean sent =
                stream < streams.size() && streams.get(stream).send(payloadType, marker, timestamp, payload, owner, at);
        drain();
        return sent;
    }

    /** Presses a key; false if the far end takes none. */
    final boolean press(char digit, long at) {
        now = at;
        return media.streams().stream().anyMatch(stream -> stream.press(digit, at));
    }

    // ── what differs ────────────────────────────────────────────────────────────────────────────

    /** Our tag in the dialog. */
    abstract String localTag();

    /** Whether both sides have agreed to talk. */
    abstract boolean answered();

    /** Whether the end is being said already. */
    abstract boolean ending();

    /** The verdict refuses the call: tell the far end and end. */
    abstract void refused(Verdict verdict);

    /** Consent is gone for good. */
    abstract void consentGone();

    /** The signed UPDATE did not come in time. */
    abstract void signedAnswerMissing();

    /** The time after a collision is over. */
    abstract void retry();

    /** The far end closed its media and says nothing more. */
    abstract void goodbyeMissing();

    /** The local user ends the call. */
    abstract void hangUp(long at);

    /** Sockets for the media are open. */
    abstract void mediaOpened(List<List<TransportAddress>> sockets, boolean loopback, long at);

    /** A request of the far end within a dialog of this call. */
    abstract void request(ServerTransactionId id, SipRequest request, Target source, long at);

    /** An ACK for a 2xx. */
    abstract void acknowledged(SipRequest ack, long at);
}
