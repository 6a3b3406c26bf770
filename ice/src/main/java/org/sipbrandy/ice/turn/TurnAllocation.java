package org.sipbrandy.ice.turn;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.Bytes;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.StunParseException;
import org.sipbrandy.ice.stun.TransactionId;
import org.sipbrandy.ice.stun.TurnAttribute;

/**
 * A relayed address on one TURN server (RFC 8656), as a machine without sockets, clock or threads.
 *
 * <p>After each input take effects with {@link #poll()} until it gives null, and call {@link #timeout} at
 * {@link #deadline()}. {@code now} is monotonic, in nanoseconds. Permissions and channels are made as datagrams are sent.
 * Not thread-safe.
 */
public final class TurnAllocation {
    private static final long KEEP_ALIVE = Duration.ofSeconds(15).toNanos();
    private static final int MAX_DATAGRAM = 0xff00;

    /** RFC 8656 §3.9: what servers give anyway. */
    private static final long LIFETIME_SECONDS = 600;

    private enum State {
        NEW,
        ALLOCATING,
        ALLOCATED,
        ENDED
    }

    private final RandomGenerator random;
    private final LongTermAuthentication authentication;
    private final Exchanges exchanges;
    private final Permissions permissions = new Permissions();
    private final Channels channels = new Channels();
    private final ArrayDeque<TurnEffect> effects = new ArrayDeque<>();
    private State state = State.NEW;
    private List<TransportAddress> relayed = List.of();
    private long refreshAt = Long.MAX_VALUE;
    private long silentSince;

    /**
     * An allocation that is to be.
     *
     * @param stream whether the server is reached by TCP or TLS
     * @param random a {@code SecureRandom} outside of tests
     */
    public TurnAllocation(TurnCredential credential, boolean stream, RandomGenerator random) {
        this.random = random;
        this.authentication = new LongTermAuthentication(credential);
        this.exchanges = new Exchanges(random, authentication, stream, this::toServer);
    }

    /** Asks for it; over a stream once that is connected. */
    public void start(long now) {
        if (state == State.NEW) {
            state = State.ALLOCATING;
            silentSince = now;
            exchanges.begin(new TurnRequest.Allocate(), now);
        }
    }

    /** A datagram or a message of the stream came from the server. What is no good is dropped. */
    public void receive(byte[] message, long now) {
        if (state == State.NEW || state == State.ENDED || message.length == 0) {
            return;
        }
        if (PacketKind.of(message) == PacketKind.TURN_CHANNEL) {
            channelData(message);
            return;
        }
        StunMessage stun;
        try {
            stun = StunMessage.parse(message);
        } catch (StunParseException _) {
            return;
        }
        switch (stun.messageClass()) {
            case REQUEST -> {}
            case INDICATION -> data(stun);
            case SUCCESS, ERROR -> {
                Exchanges.Outcome outcome = exchanges.answered(stun, now);
                if (outcome != null) {
                    decided(outcome, now);
                }
            }
        }
    }

    private void channelData(byte[] message) {
        ChannelData data = ChannelData.parse(message);
        TransportAddress peer = data == null ? null : channels.peer(data.number());
        if (data != null && peer != null) {
            fromPeer(peer, data.datagram());
        }
    }

    /** RFC 8656 §11.4. */
    private void data(StunMessage indication) {
        var peer = indication.first(TurnAttribute.XorPeerAddress.class);
        var data = indication.first(TurnAttribute.Data.class);
        boolean understood = indication.unknownRequired().isEmpty();
        if (indication.method() == TurnMethod.DATA && understood && peer.isPresent() && data.isPresent()) {
            // Whom we never sent anything to has nothing to tell us, whatever the server says.
            if (permissions.state(peer.get().address().address()) != null) {
                fromPeer(peer.get().address(), data.get().value().toArray());
            }
        }
    }

    private void fromPeer(TransportAddress peer, byte[] datagram) {
        TransportAddress own = relayedFor(peer);
        if (own != null) {
            effects.add(new TurnEffect.FromPeer(own, peer, datagram));
        }
    }

    private @Nullable TransportAddress relayedFor(TransportAddress peer) {
        for (TransportAddress own : relayed) {
            if (own.address().isV6() == peer.address().isV6()) {
                return own;
            }
        }
        return null;
    }

    private void decided(Exchanges.Outcome outcome, long now) {
        switch (outcome) {
            case Exchanges.Outcome.Success(TurnRequest request, StunMessage answer) -> granted(request, answer, now);
            case Exchanges.Outcome.Error(TurnRequest request, StunMessage answer, int code) ->
                refused(request, answer, code);
            case Exchanges.Outcome.Failure(TurnRequest request, TurnFailure why) -> failed(request, why);
        }
    }

    private void granted(TurnRequest request, StunMessage answer, long now) {
        switch (request) {
            case TurnRequest.Allocate _ -> allocated(answer, now);
            case TurnRequest.Refresh _ -> keepUntil(answer, now);
            case TurnRequest.Permit(var peer) ->
                permissions.granted(peer, now).forEach(it -> indicate(it.peer(), it.datagram()));
            case TurnRequest.Bind bind -> channels.bound(bind.peer(), now);
        }
    }

    /** RFC 8656 §7.3. */
    private void allocated(StunMessage answer, long now) {
        List<TransportAddress> addresses = answer.attributes().stream()
                .filter(TurnAttribute.XorRelayedAddress.class::isInstance)
                .map(it -> ((TurnAttribute.XorRelayedAddress) it).address())
                .filter(TurnAllocation::usable)
                .toList();
        var mapped = answer.first(StunAttribute.XorMappedAddress.class);
        if (addresses.isEmpty() || mapped.isEmpty()) {
            exchanges.tell(new TurnRequest.Refresh(0));
            end(TurnFailure.REFUSED, "it gave no usable address");
            return;
        }
        TransportAddress first = addresses.getFirst();
        relayed = addresses.stream()
                .filter(it -> it.equals(first)
                        || it.address().isV6() != first.address().isV6())
                .limit(2)
                .toList();
        state = State.ALLOCATED;
        effects.add(new TurnEffect.Allocated(relayed, mapped.get().address()));
        keepUntil(answer, now);
    }

    private static boolean usable(TransportAddress address) {
        return address.port() != 0
                && !address.address().isUnspecified()
                && !address.address().isMulticast();
    }

    /** RFC 8656 §8: a minute before the end, or at half time where there is less; whatever the server says. */
    private void keepUntil(StunMessage answer, long now) {
        long seconds = answer.first(TurnAttribute.Lifetime.class)
                .map(TurnAttribute.Lifetime::seconds)
                .orElse(0L);
        if (seconds == 0) {
            end(TurnFailure.REFUSED, "it gave no lifetime");
            return;
        }
        long bounded = Math.clamp(seconds, 10, 3600);
        refreshAt = now
                + Duration.ofSeconds(bounded < 120 ? bounded / 2 : bounded - 60).toNanos();
    }

    private void refused(TurnRequest request, StunMessage answer, int code) {
        String detail = code
                + answer.first(StunAttribute.ErrorCode.class)
                        .map(it -> " " + it.reason())
                        .orElse("");
        switch (request) {
            case TurnRequest.Allocate _ -> {
                var other = answer.first(StunAttribute.AlternateServer.class)
                        .map(StunAttribute.AlternateServer::address)
                        .filter(TurnAllocation::usable);
                if (code == 300 && other.isPresent()) {
                    effects.add(new TurnEffect.Redirected(
                            other.get(),
                            answer.first(StunAttribute.AlternateDomain.class)
                                    .map(StunAttribute.AlternateDomain::name)));
                    end(TurnFailure.REDIRECTED, detail);
                } else {
                    end(TurnFailure.REFUSED, detail);
                }
            }
            case TurnRequest.Refresh _ -> end(TurnFailure.REFUSED, detail);
            case TurnRequest.Permit(var peer) -> permissions.refused(peer);
            case TurnRequest.Bind bind -> channels.refused(bind.peer());
        }
    }

    private void failed(TurnRequest request, TurnFailure why) {
        switch (request) {
            case TurnRequest.Allocate _, TurnRequest.Refresh _ -> end(why, why.words());
            case TurnRequest.Permit(var peer) -> permissions.refused(peer);
            case TurnRequest.Bind bind -> channels.refused(bind.peer());
        }
    }

    /**
     * Sends a datagram from the relayed address of its peer's family. Before there is one, or for more peers than can be
     * served, it is lost, as datagrams may be.
     */
    public void send(TransportAddress peer, byte[] datagram, long now) {
        if (state != State.ALLOCATED || relayedFor(peer) == null || datagram.length > MAX_DATAGRAM) {
            return;
        }
        permissions.use(peer.address());
        int channel = channels.bound(peer);
        if (channel != 0) {
            toServer(new ChannelData(channel, datagram).encode());
            return;
        }
        if (permissions.request(peer.address(), now)) {
            exchanges.begin(new TurnRequest.Permit(peer.address()), now);
        }
        switch (permissions.state(peer.address())) {
            case GRANTED -> {
                indicate(peer, datagram);
                bindFor(peer, datagram, now);
            }
            case REQUESTED -> permissions.await(peer, datagram);
            case REFUSED -> {}
            case null -> {}
        }
    }

    /** Checks are few and go to many; what comes after them is worth a channel. */
    private void bindFor(TransportAddress peer, byte[] datagram, long now) {
        int channel = PacketKind.of(datagram) == PacketKind.STUN ? 0 : channels.wanted(peer);
        if (channel != 0) {
            TurnRequest.Bind bind = new TurnRequest.Bind(channel, peer);
            if (!exchanges.isOpen(bind)) {
                exchanges.begin(bind, now);
            }
        }
    }

    /** RFC 8656 §11.1. */
    private void indicate(TransportAddress peer, byte[] datagram) {
        toServer(StunBuilder.of(StunClass.INDICATION, TurnMethod.SEND, TransactionId.random(random))
                .add(new TurnAttribute.XorPeerAddress(peer))
                .add(new TurnAttribute.Data(new Bytes(datagram)))
                .encode());
    }

    private void toServer(byte[] message) {
        effects.add(new TurnEffect.ToServer(message));
    }

    /** Does what is due. */
    public void timeout(long now) {
        if (state == State.NEW || state == State.ENDED) {
            return;
        }
        exchanges.timeout(now, it -> failed(it.request(), it.why()));
        if (state != State.ALLOCATED) {
            return;
        }
        if (now - refreshAt >= 0) {
            refreshAt = Long.MAX_VALUE;
            exchanges.begin(new TurnRequest.Refresh(LIFETIME_SECONDS), now);
        }
        permissions.due(now).forEach(peer -> exchanges.begin(new TurnRequest.Permit(peer), now));
        channels.due(now).forEach(bind -> exchanges.begin(bind, now));
        if (now - silentSince >= KEEP_ALIVE) {
            // The NATs before the server shall not forget us.
            silentSince = now;
            toServer(StunBuilder.indication(TransactionId.random(random)).encode());
        }
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        return switch (state) {
            case NEW, ENDED -> Long.MAX_VALUE;
            case ALLOCATING -> exchanges.deadline();
            case ALLOCATED ->
                Math.min(
                        Math.min(exchanges.deadline(), silentSince + KEEP_ALIVE),
                        Math.min(refreshAt, Math.min(permissions.deadline(), channels.deadline())));
        };
    }

    /** The next effect, or null. */
    public @Nullable TurnEffect poll() {
        return effects.poll();
    }

    /** The stream to the server is gone. */
    public void connectionLost(String detail) {
        end(TurnFailure.CONNECTION_LOST, detail);
    }

    /** Gives the address back (RFC 8656 §8), once and without waiting for the answer. */
    public void close() {
        if (state == State.ALLOCATED || state == State.ALLOCATING && authentication.isChallenged()) {
            exchanges.tell(new TurnRequest.Refresh(0));
        }
        state = State.ENDED;
        exchanges.clear();
    }

    private void end(TurnFailure why, String detail) {
        if (state != State.ENDED) {
            state = State.ENDED;
            exchanges.clear();
            relayed = List.of();
            effects.add(new TurnEffect.Ended(why, detail));
        }
    }
}
