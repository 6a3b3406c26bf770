package org.sipbrandy.ice;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.StunParseException;

/**
 * A full ICE agent (RFC 8445) for one data stream, with trickle (RFC 8838), patience (RFC 8863) and consent freshness
 * (RFC 7675), as a machine without sockets, clock or threads.
 *
 * <p>After each input take effects with {@link #poll()} until it gives null, and call {@link #timeout} at
 * {@link #deadline()}. {@code now} is monotonic, in nanoseconds of any origin, and never less than in the call before.
 *
 * <p>Not thread-safe: one thread at a time.
 */
public final class IceAgent {
    private static final int MAX_DATAGRAM = 2048;

    private final IceContext context;
    private final List<Candidate> locals = new ArrayList<>();
    private final InboundChecks inbound = new InboundChecks(this);
    private IceSession current;
    private @Nullable IceSession previous;
    private @Nullable IceSession retired;
    private boolean localsEnded;

    /**
     * An agent without candidates that answers checks from the start.
     *
     * @param local what our description says; new for each agent
     * @param random for transaction ids and the tie-breaker: a {@code SecureRandom} outside of tests
     */
    public IceAgent(IceRole role, ShortTermCredential local, IceConfig config, RandomGenerator random) {
        this.context = new IceContext(config, random, role);
        this.current = new IceSession(context, local, locals);
    }

    /**
     * A candidate of ours that the peer has been or is being told of; with trickle no sooner (RFC 8838 §10). Its base
     * is the {@code local} of datagrams. Known ones are ignored.
     */
    public void addLocalCandidate(Candidate candidate, long now) {
        boolean known = locals.stream()
                .anyMatch(c -> c.component() == candidate.component()
                        && c.address().equals(candidate.address())
                        && c.base().equals(candidate.base()));
        if (!known && candidate.component() <= context.config().components()) {
            locals.add(candidate);
            current.localAdded(candidate, now);
        }
    }

    /** No more local candidates will come; needed before the agent can fail. */
    public void endOfLocalCandidates(long now) {
        localsEnded = true;
        current.endOfLocals(now);
    }

    /**
     * The peer's description: begins the checks; given again with the same credential, adds candidates.
     *
     * @throws IllegalStateException if the credential is another one and {@link #restart} was not called before; see
     *     {@link #isRestart}
     */
    public void setRemote(RemoteParameters remote, List<Candidate> candidates, long now) {
        if (isRestart(remote)) {
            throw new IllegalStateException("another credential needs a restart");
        }
        current.setRemote(remote, candidates, now);
        settle();
    }

    /** Whether the peer's description asks for an ICE restart: another credential than the one known (RFC 8839 §4.4). */
    public boolean isRestart(RemoteParameters remote) {
        return current.remote()
                .filter(known -> !known.credential().equals(remote.credential()))
                .isPresent();
    }

    /**
     * A candidate that the peer trickled. Known ones, those over the limit and those after the end are ignored.
     * May come before {@link #setRemote}.
     */
    public void addRemoteCandidate(Candidate candidate, long now) {
        current.remoteAdded(candidate, now);
    }

    /** The peer's a=end-of-candidates. */
    public void endOfRemoteCandidates(long now) {
        current.endOfRemotes(now);
    }

    /**
     * A datagram that {@link PacketKind} calls STUN. Whatever is no good is dropped.
     *
     * @param local the base address of the socket on which it came
     */
    public void receive(TransportAddress local, TransportAddress remote, byte[] datagram, long now) {
        if (state() == IceState.CLOSED || datagram.length > MAX_DATAGRAM) {
            return;
        }
        StunMessage message;
        try {
            message = StunMessage.parse(datagram);
        } catch (StunParseException e) {
            return;
        }
        if (message.method() != StunMessage.BINDING) {
            return;
        }
        switch (message.messageClass()) {
            case REQUEST -> inbound.request(message, local, remote, now);
            case INDICATION -> {
                // RFC 8445 §11: a keepalive wants nothing.
            }
            case SUCCESS, ERROR -> response(message, local, remote, now);
        }
        settle();
    }

    /** As {@link #receive(TransportAddress, TransportAddress, byte[], long)}; the buffer's position is kept. */
    public void receive(TransportAddress local, TransportAddress remote, ByteBuffer datagram, long now) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        receive(local, remote, bytes, now);
    }

    /**
     * An ICE restart (RFC 8445 §9), ours or the peer's: a new session with the same local candidates. Data and consent
     * checks stay on the old pair until the new session has a selected one.
     */
    public void restart(ShortTermCredential local, IceRole role, long now) {
        if (local.ufrag().equals(current.local().ufrag())
                || local.password().equals(current.local().password())) {
            // RFC 8445 §9: both change.
            throw new IllegalArgumentException("a restart needs a new credential");
        }
        if (state() == IceState.CLOSED) {
            return;
        }
        // Of two restarts in a row the one that never came to anything is forgotten.
        if (previous == null || current.hasConsent()) {
            previous = current;
        }
        current.supersede();
        current = new IceSession(context, local, locals);
        current.changeRole(role);
        if (localsEnded) {
            current.endOfLocals(now);
        }
        context.emit(new IceEffect.StateChanged(IceState.NEW));
    }

    /** Takes a {@link #restart} back whose offer was refused: the session before it goes on. */
    public void abandonRestart(long now) {
        IceSession before = previous;
        if (before != null && state() != IceState.CLOSED && state() != IceState.COMPLETED) {
            current.supersede();
            current = before;
            previous = null;
            before.reinstate(now);
        }
    }

    /** Consent was taken back elsewhere, e.g. by a DTLS alert or close_notify (RFC 7675 §5.2). */
    public void revokeConsent(long now) {
        if (previous != null) {
            previous.revoke();
        }
        current.revoke();
    }

    /** Does what is due. */
    public void timeout(long now) {
        if (previous != null) {
            previous.timeout(now);
        }
        current.timeout(now);
        settle();
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return Math.min(current.deadline(), previous == null ? Long.MAX_VALUE : previous.deadline());
    }

    /** The next effect, or null. */
    public @Nullable IceEffect poll() {
        return context.poll();
    }

    /** Ends everything; nothing is sent or answered afterwards. */
    public void close(long now) {
        if (previous != null) {
            previous.close();
            previous = null;
        }
        retired = null;
        current.close();
    }

    public IceRole role() {
        return context.role();
    }

    public IceState state() {
        return current.state();
    }

    public ShortTermCredential localCredential() {
        return current.local();
    }

    public Optional<RemoteParameters> remoteParameters() {
        return current.remote();
    }

    /** As given to {@link #addLocalCandidate}, in that order. */
    public List<Candidate> localCandidates() {
        return List.copyOf(locals);
    }

    /** Those of the peer, in the order of arrival, peer-reflexive ones included. */
    public List<Candidate> remoteCandidates() {
        return current.remoteCandidates();
    }

    /** The nominated pair of component 1 in the current session, or, while a restart runs, in the one before. */
    public Optional<CandidatePair> selectedPair() {
        return selectedPair(1);
    }

    public Optional<CandidatePair> selectedPair(int component) {
        return Optional.ofNullable(sending().path(component).selected()).map(ValidPairs::of);
    }

    /** The pair that data of component 1 takes if it may be sent: the selected one, else the best valid one. */
    public Optional<CandidatePair> sendPair() {
        return sendPair(1);
    }

    public Optional<CandidatePair> sendPair(int component) {
        return Optional.ofNullable(sending().path(component).sendPair()).map(ValidPairs::of);
    }

    /** Whether anything but checks may be sent on {@link #sendPair()} at this instant: consent is there and fresh. */
    public boolean maySend(long now) {
        return maySend(1, now);
    }

    public boolean maySend(int component, long now) {
        return sending().path(component).maySend(now);
    }

    /** Nanoseconds since the last valid response on {@link #sendPair()}; empty without consent. */
    public OptionalLong consentAgeNanos(long now) {
        Consent consent = sending().path(1).consent();
        return consent != null && consent.isGranted() ? OptionalLong.of(consent.age(now)) : OptionalLong.empty();
    }

    /** The session on whose pairs data goes: during a restart the old one while it has consent (RFC 8445 §9). */
    private IceSession sending() {
        return previous != null && previous.hasConsent() ? previous : current;
    }

    /** Once a restart is complete the session before it only answers. */
    private void settle() {
        if (previous != null && current.state() == IceState.COMPLETED) {
            retired = previous;
            previous = null;
        }
    }

    private void response(StunMessage message, TransportAddress local, TransportAddress remote, long now) {
        if (!current.response(message, local, remote, now) && previous != null) {
            previous.response(message, local, remote, now);
        }
    }

    IceContext context() {
        return context;
    }

    IceSession current() {
        return current;
    }

    /** The session with this username fragment of ours, be it a former one; null if there is none. */
    @Nullable
    IceSession session(String ufrag) {
        if (current.local().ufrag().equals(ufrag)) {
            return current;
        }
        if (previous != null && previous.local().ufrag().equals(ufrag)) {
            return previous;
        }
        return retired != null && retired.local().ufrag().equals(ufrag) ? retired : null;
    }

    /** Our candidate with this base. */
    @Nullable
    Candidate candidateAt(TransportAddress base) {
        for (Candidate candidate : locals) {
            if (candidate.base().equals(base)) {
                return candidate;
            }
        }
        return null;
    }
}
