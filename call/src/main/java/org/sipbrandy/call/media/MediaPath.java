package org.sipbrandy.call.media;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.dtls.DtlsIdentity;
import org.sipbrandy.dtls.DtlsRole;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidatePair;
import org.sipbrandy.ice.IceAgent;
import org.sipbrandy.ice.IceEffect;
import org.sipbrandy.ice.IceRole;
import org.sipbrandy.ice.IceState;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.ice.ShortTermCredential;
import org.sipbrandy.ice.TransportAddress;

/**
 * One stream's way to the far end: ICE finds it, DTLS keys it, SRTP protects what goes over it, and the gate stands
 * before every packet. RTP and RTCP share it (RFC 5761). A machine; not thread-safe.
 *
 * <p>ICE and DTLS run as soon as both descriptions are known, signed or not, so that the signature costs no extra wait
 * (flows.md §1.2); what they find is in quarantine until the verdict opens the gate.
 */
public final class MediaPath {
    /** Octets that the protection of a packet may add. */
    public static final int PROTECTION_ROOM = 32;

    private static final int MAX_LISTED = 6;

    private final String tlsId;
    private final LocalMedia own;
    private final IceAgent ice;
    private final Gate gate;
    private final SrtpPair srtp = new SrtpPair();
    private final Keying keying;
    private final Deque<MediaEffect> effects = new ArrayDeque<>();
    private @Nullable RemoteMedia remote;
    private boolean closed;

    /** A path that answers checks from the start, over these candidates. */
    public MediaPath(
            IceRole role,
            ShortTermCredential local,
            LocalMedia own,
            DtlsIdentity identity,
            String tlsId,
            Gate gate,
            MediaSettings settings,
            long now) {
        this.tlsId = tlsId;
        this.own = own;
        this.gate = gate;
        this.keying = new Keying(settings, identity, tlsId, srtp, new KeyingPort());
        this.ice = new IceAgent(role, local, settings.ice(), settings.random());
        own.candidates().forEach(candidate -> ice.addLocalCandidate(candidate, now));
        ice.endOfLocalCandidates(now);
    }

    /** Our ICE credentials. */
    public ShortTermCredential localCredential() {
        return ice.localCredential();
    }

    /** Our candidates. */
    public List<Candidate> localCandidates() {
        return ice.localCandidates();
    }

    /**
     * The candidates that our next description lists: all of them, or, once a pair is nominated, that one's only (RFC
     * 8839 §4.4.1.2.2).
     */
    public List<Candidate> describedCandidates() {
        return nominated().map(pair -> List.of(pair.local())).orElseGet(ice::localCandidates);
    }

    /** Where our next description has {@code c=} and {@code m=} point to (RFC 8839 §4.4.1.2). */
    public TransportAddress defaultAddress() {
        return nominated()
                .map(pair -> pair.local().address())
                .or(own::defaultAddress)
                .orElseThrow(() -> new IllegalStateException("a stream without candidates"));
    }

    /** What offers of ours tell of the far end: the nominated candidate, if we control (RFC 8839 §4.4.1.2.2). */
    public Optional<TransportAddress> nominatedRemote() {
        return ice.role() == IceRole.CONTROLLING
                ? nominated().map(pair -> pair.remote().address())
                : Optional.empty();
    }

    private Optional<CandidatePair> nominated() {
        return ice.state() == IceState.COMPLETED ? ice.selectedPair() : Optional.empty();
    }

    /** For people: between what a path was looked for. */
    public String attempted() {
        var servers = own.servers().isEmpty() ? "" : "; " + String.join("; ", own.servers());
        return "from " + listed(ice.localCandidates()) + " to " + listed(ice.remoteCandidates()) + servers;
    }

    private static String listed(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return "nowhere";
        }
        var some =
                candidates.stream().limit(MAX_LISTED).map(Candidate::toString).collect(Collectors.joining(", "));
        return candidates.size() > MAX_LISTED ? some + " and " + (candidates.size() - MAX_LISTED) + " more" : some;
    }

    /** Our {@code a=tls-id}. */
    public String tlsId() {
        return tlsId;
    }

    /** What the far end said of its end, if it has. */
    public Optional<RemoteMedia> remote() {
        return Optional.ofNullable(remote);
    }

    /**
     * Takes the far end's description: checks begin, and DTLS follows the first valid pair. Given again, it may only add
     * candidates: keys and roles stay (RFC 8842 §5.5).
     *
     * @throws IllegalStateException if it would mean a new association
     */
    public void describe(RemoteMedia description, long now) {
        var known = remote;
        if (known != null) {
            if (known.localRole() != description.localRole()
                    || !known.tlsId().equals(description.tlsId())
                    || !known.fingerprints().equals(description.fingerprints())
                    || ice.isRestart(description.ice())) {
                throw new IllegalStateException("a new association was not agreed upon");
            }
            ice.setRemote(description.ice(), description.candidates(), now);
            collect(now);
            return;
        }
        remote = description;
        ice.setRemote(description.ice(), description.candidates(), now);
        if (!description.ice().trickle()) {
            ice.endOfRemoteCandidates(now);
        }
        collect(now);
    }

    /** A datagram came. What fits nothing is dropped. The array may be changed in place. */
    public void receive(TransportAddress local, TransportAddress from, byte[] datagram, int length, long now) {
        if (closed) {
            return;
        }
        switch (PacketKind.of(datagram, 0, length)) { // RFC 7983 §7
            case STUN -> ice.receive(local, from, Arrays.copyOf(datagram, length), now);
            case DTLS -> keying.receive(Arrays.copyOf(datagram, length), now);
            case RTP -> receiveRtp(datagram, length);
            case RTCP -> receiveRtcp(datagram, length);
            case ZRTP, TURN_CHANNEL, UNKNOWN -> {}
        }
        collect(now);
    }

    private void receiveRtp(byte[] datagram, int length) {
        // MSEC-13: what comes before the verdict is not played, whoever sent it.
        if (gate.mayPlay() && srtp.unprotect(datagram, length)) {
            effects.add(new MediaEffect.RtpReceived(datagram, srtp.length()));
        }
    }

    private void receiveRtcp(byte[] datagram, int length) {
        if (gate.mayPlay() && srtp.unprotectRtcp(datagram, length)) {
            effects.add(new MediaEffect.RtcpReceived(datagram, srtp.length()));
        }
    }

    /**
     * Protects and sends an RTP packet if the gate is open.
     *
     * @param packet with {@link #PROTECTION_ROOM} octets to spare; changed in place, and not the caller's any more
     * @return whether it was sent
     */
    public boolean sendRtp(byte[] packet, int length, long now) {
        if (!gate.maySend(ice, now) || !srtp.protect(packet, length)) {
            return false;
        }
        return send(packet, srtp.length());
    }

    /** As {@link #sendRtp}, for an RTCP compound packet. */
    public boolean sendRtcp(byte[] packet, int length, long now) {
        if (!gate.maySend(ice, now) || !srtp.protectRtcp(packet, length)) {
            return false;
        }
        return send(packet, srtp.length());
    }

    private boolean send(byte[] packet, int length) {
        Optional<CandidatePair> pair = ice.sendPair();
        pair.ifPresent(
                to -> effects.add(datagram(to, length == packet.length ? packet : Arrays.copyOf(packet, length))));
        return pair.isPresent();
    }

    private static MediaEffect datagram(CandidatePair pair, byte[] bytes) {
        return new MediaEffect.SendDatagram(pair.local().base(), pair.remote().address(), bytes);
    }

    /** Does what is due. */
    public void timeout(long now) {
        if (closed) {
            return;
        }
        ice.timeout(now);
        keying.timeout(now);
        collect(now);
    }

    /** Takes up what a handshake on its own thread has brought. */
    public void wakeUp(long now) {
        if (!closed) {
            collect(now);
        }
    }

    /** When {@link #timeout} wants to be called. */
    public long deadline() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        return Math.min(ice.deadline(), keying.deadline());
    }

    /** The next effect, or null. */
    public @Nullable MediaEffect poll() {
        return effects.poll();
    }

    /** Ends everything: close_notify, then keys are wiped and nothing passes any more. */
    public void close(long now) {
        if (closed) {
            return;
        }
        keying.close(now);
        closed = true;
        srtp.close();
        ice.close(now);
    }

    /** Nanoseconds since the far end last confirmed that it wants to receive. */
    public OptionalLong consentAgeNanos(long now) {
        return ice.consentAgeNanos(now);
    }

    /** Packets that were not what they claimed to be. */
    public long authenticationFailures() {
        return srtp.authenticationFailures();
    }

    /** Packets that had come before. */
    public long replays() {
        return srtp.replays();
    }

    /** Names the SSRC that we send with, so that a packet with it from the far end is noticed. */
    public void localSource(int ssrc) {
        srtp.localSource(ssrc);
    }

    private void collect(long now) {
        @Nullable IceEffect effect;
        while ((effect = ice.poll()) != null) {
            onIce(effect, now);
        }
        keying.collect(now);
    }

    private void onIce(IceEffect effect, long now) {
        switch (effect) {
            case IceEffect.SendDatagram it ->
                effects.add(new MediaEffect.SendDatagram(it.local(), it.remote(), it.datagram()));
            case IceEffect.PairValid it -> {
                effects.add(new MediaEffect.PathFound(
                        it.pair().local().toString(), it.pair().remote().toString()));
                startDtls(now);
            }
            case IceEffect.Selected it ->
                effects.add(new MediaEffect.PathFound(
                        it.pair().local().toString(), it.pair().remote().toString()));
            case IceEffect.ConsentGranted _ -> {
                effects.add(new MediaEffect.ConsentFresh());
                startDtls(now);
            }
            case IceEffect.ConsentRefreshed _ -> effects.add(new MediaEffect.ConsentFresh());
            case IceEffect.ConsentLost it -> effects.add(new MediaEffect.ConsentGone(it.reason()));
            case IceEffect.Failed it -> effects.add(new MediaEffect.PathFailed(it.reason()));
            case IceEffect.StateChanged _, IceEffect.RoleChanged _ -> {}
        }
    }

    /** RFC 7675 §5.1, DTLS-07: nothing but checks leaves before consent, a ClientHello neither. */
    private void startDtls(long now) {
        if (!keying.started() && remote != null && ice.maySend(now)) {
            keying.start(remote, now);
        }
    }

    private final class KeyingPort implements Keying.Port {
        @Override
        public void send(byte[] datagram, long now) {
            if (ice.maySend(now)) {
                ice.sendPair().ifPresent(pair -> effects.add(datagram(pair, datagram)));
            }
        }

        @Override
        public void tell(MediaEffect effect) {
            effects.add(effect);
        }

        @Override
        public void closed(int alert, long now) {
            ice.revokeConsent(now); // RFC 7675 §5.2
            effects.add(new MediaEffect.PeerClosed(alert));
        }
    }

    /** Which side of DTLS we are, once that is agreed. */
    public Optional<DtlsRole> dtlsRole() {
        return remote().map(RemoteMedia::localRole);
    }
}
