package org.sipbrandy.ice.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.Bytes;
import org.sipbrandy.ice.stun.Integrity;
import org.sipbrandy.ice.stun.LongTermAttribute;
import org.sipbrandy.ice.stun.LongTermKey;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;
import org.sipbrandy.ice.stun.TurnAttribute;

/** A client and the answers that a test gives it by hand; what the client signs is checked for real. */
final class ScriptedServer {
    static final TransportAddress RELAYED = TransportAddress.of("203.0.113.9", 40_000);
    static final TransportAddress RELAYED_V6 = TransportAddress.of("2001:db8::9", 40_001);
    static final TransportAddress MAPPED = TransportAddress.of("198.51.100.1", 1234);
    static final TransportAddress PEER = TransportAddress.of("192.0.2.7", 7000);
    static final byte[] CHECK = {0, 1, 0, 0};
    static final byte[] MEDIA = {(byte) 0x80, 9, 9};

    final TurnAllocation client;
    final List<TurnEffect> effects = new ArrayList<>();
    long now = 1_000;
    String realm = "example.org";
    String nonce = "n1";
    Optional<byte[]> algorithms = Optional.empty();
    byte[] key = LongTermKey.md5("alice", realm, "secret");

    ScriptedServer(boolean stream) {
        client = new TurnAllocation(new TurnCredential("alice", "secret"), stream, new Random(7));
    }

    /** With an allocation of both families. */
    static ScriptedServer allocated() {
        var server = new ScriptedServer(false);
        server.client.start(server.now);
        server.challenge(server.request(), 401);
        server.allocate(server.request(), 600);
        server.drain();
        return server;
    }

    void drain() {
        for (TurnEffect effect = client.poll(); effect != null; effect = client.poll()) {
            effects.add(effect);
        }
    }

    /** All messages that the client has sent since this was asked last. */
    List<byte[]> sent() {
        drain();
        List<byte[]> sent = effects.stream()
                .filter(TurnEffect.ToServer.class::isInstance)
                .map(it -> ((TurnEffect.ToServer) it).message())
                .toList();
        effects.removeIf(TurnEffect.ToServer.class::isInstance);
        return sent;
    }

    /** The one message that the client has sent. */
    StunMessage request() {
        List<byte[]> sent = sent();
        assertThat(sent).hasSize(1);
        return StunMessage.parse(sent.getFirst());
    }

    /** The same, signed by the credential. */
    StunMessage signed() {
        StunMessage request = request();
        assertThat(request.integrity(key)).isEqualTo(Integrity.VALID);
        return request;
    }

    <T extends TurnEffect> List<T> all(Class<T> type) {
        drain();
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Nullable
    TurnFailure ended() {
        List<TurnEffect.Ended> ends = all(TurnEffect.Ended.class);
        return ends.isEmpty() ? null : ends.getFirst().why();
    }

    void challenge(StunMessage request, int code) {
        StunBuilder error = StunBuilder.error(request)
                .add(new StunAttribute.ErrorCode(code, "Try again"))
                .add(new StunAttribute.Realm(realm))
                .add(new StunAttribute.Nonce(nonce));
        algorithms.ifPresent(it -> error.add(new LongTermAttribute.PasswordAlgorithms(new Bytes(it))));
        client.receive(error.encode(), now);
    }

    void allocate(StunMessage request, long lifetime) {
        answer(StunBuilder.success(request)
                .add(new TurnAttribute.XorRelayedAddress(RELAYED))
                .add(new TurnAttribute.XorRelayedAddress(RELAYED_V6))
                .add(new TurnAttribute.Lifetime(lifetime))
                .add(new StunAttribute.XorMappedAddress(MAPPED)));
    }

    void succeed(StunMessage request) {
        answer(StunBuilder.success(request).add(new TurnAttribute.Lifetime(600)));
    }

    void refuse(StunMessage request, int code) {
        answer(StunBuilder.error(request).add(new StunAttribute.ErrorCode(code, "No")));
    }

    void answer(StunBuilder answer) {
        client.receive(
                algorithms.isPresent()
                        ? answer.integritySha256(key).encode()
                        : answer.integrity(key).encode(),
                now);
    }

    void fromPeer(TransportAddress peer, byte[] datagram) {
        client.receive(
                StunBuilder.of(StunClass.INDICATION, TurnMethod.DATA, new TransactionId(1, 2))
                        .add(new TurnAttribute.XorPeerAddress(peer))
                        .add(new TurnAttribute.Data(new Bytes(datagram)))
                        .encode(),
                now);
    }

    /** Lets time pass, deadline by deadline. */
    void pass(java.time.Duration span) {
        long end = now + span.toNanos();
        while (client.deadline() <= end) {
            long before = client.deadline();
            now = Math.max(now, before);
            client.timeout(now);
            assertThat(client.deadline()).isGreaterThan(now);
        }
        now = end;
    }
}
