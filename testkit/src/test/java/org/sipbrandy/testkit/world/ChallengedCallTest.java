package org.sipbrandy.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.sip.digest.DigestAlgorithm;
import org.sipbrandy.sip.digest.DigestServer;
import org.sipbrandy.sip.digest.Login;
import org.sipbrandy.sip.digest.Logins;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.SipMethod;
import org.sipbrandy.sip.message.SipRequest;
import org.sipbrandy.sip.transport.Transport;

/** A call whose caller, and then whose callee, passes a proxy that asks for a password at every request. */
class ChallengedCallTest {
    private static final Duration ONE_WAY = Duration.ofMillis(20);

    private final Login login = Login.of("alice", "wonderland".getBytes(StandardCharsets.UTF_8));

    /** Between the two, in front of one of them; takes each nonce once, or as often as it may be used. */
    private final class Proxy implements Meddler {
        private final List<String> challenged = new ArrayList<>();
        private final DigestServer server;
        private final VirtualAgent guarded;
        private final VirtualAgent other;
        private final VirtualWorld world;
        private final boolean calleeGuarded;

        Proxy(VirtualWorld world, VirtualAgent guarded, VirtualAgent other, boolean calleeGuarded, long lifetime) {
            this.world = world;
            this.guarded = guarded;
            this.other = other;
            this.calleeGuarded = calleeGuarded;
            this.server = new DigestServer(
                    "proxy.example.com",
                    List.of(DigestAlgorithm.SHA_256),
                    true,
                    user -> user.equals("alice") ? Optional.of(login) : Optional.empty(),
                    lifetime,
                    new Random(1));
        }

        @Override
        public List<SipMessage> pass(SipMessage message, boolean towardsCallee) {
            if (towardsCallee == calleeGuarded || !(message instanceof SipRequest request)) {
                return List.of(message);
            }
            if (request.method().equals(SipMethod.ACK) || request.method().equals(SipMethod.CANCEL)) {
                return challenged.contains(request.headers().topVia().branch().orElseThrow())
                        ? List.of()
                        : List.of(message);
            }
            var judged = server.check(request, world.now());
            if (judged instanceof DigestServer.Judgement.Accepted) {
                return List.of(message);
            }
            challenged.add(request.headers().topVia().branch().orElseThrow());
            boolean stale = judged instanceof DigestServer.Judgement.Stale;
            var response =
                    server.challenge(request, stale, world.now()).toTag("p").build();
            byte[] octets = response.encode();
            world.at(world.now() + ONE_WAY.toNanos(), () -> guarded.arrived(octets, other));
            return List.of();
        }
    }

    private record Ends(CallEvent.Ended alice, CallEvent.Ended bob, List<String> wire, List<Long> numbers, int asked) {}

    /** @param lifetime of the proxy's nonces: short, so that it asks at each request, or long */
    private Ends call(boolean calleeGuarded, long lifetime) {
        UnaryOperator<org.sipbrandy.call.CallSettings> settings = UnaryOperator.identity();
        try (var world = new VirtualWorld(5, LinkQuality.clean(ONE_WAY), LinkQuality.clean(ONE_WAY))) {
            var logins = new Logins(List.of(login));
            var alice = new VirtualAgent(
                    world,
                    "sip:alice@example.com",
                    "192.0.2.1",
                    Transport.TCP,
                    settings,
                    calleeGuarded ? Logins.none() : logins);
            var bob = new VirtualAgent(
                    world,
                    "sip:bob@example.com",
                    "192.0.2.2",
                    Transport.TCP,
                    settings,
                    calleeGuarded ? logins : Logins.none());
            alice.connect(bob);
            bob.connect(alice);
            var guarded = calleeGuarded ? bob : alice;
            var proxy = new Proxy(world, guarded, calleeGuarded ? alice : bob, calleeGuarded, lifetime);
            world.meddle(proxy);
            String call = alice.call();
            world.run(
                    Duration.ofSeconds(20).toNanos(),
                    () -> !alice.events(CallEvent.Established.class).isEmpty()
                            && !bob.events(CallEvent.Established.class).isEmpty());
            world.pass(Duration.ofSeconds(1));
            guarded.hangUp(calleeGuarded ? bob.endpoint().calls().getFirst() : call);
            world.pass(Duration.ofSeconds(70));
            assertThat(alice.endpoint().busy() || bob.endpoint().busy()).isFalse();
            var requests = guarded.sent().stream()
                    .filter(SipRequest.class::isInstance)
                    .map(SipRequest.class::cast)
                    .toList();
            return new Ends(
                    alice.events(CallEvent.Ended.class).getFirst(),
                    bob.events(CallEvent.Ended.class).getFirst(),
                    requests.stream().map(it -> it.method().name()).toList(),
                    requests.stream().map(it -> it.headers().cseq().number()).toList(),
                    proxy.challenged.size());
        }
    }

    private static void confidential(Ends ends) {
        assertThat(ends.alice().verdict().level()).isEqualTo(Level.CONFIDENTIAL);
        assertThat(ends.bob().verdict().level()).isEqualTo(Level.CONFIDENTIAL);
    }

    @Test
    @DisplayName(
            "SIP-10 a proxy that asks at every request of the caller: each is sent again with CSeq+1, and the call is confidential")
    void callerChallengedEachTime() {
        var ends = call(false, ONE_WAY.toNanos() + 1);
        confidential(ends);
        assertThat(ends.wire()).containsExactly("INVITE", "ACK", "INVITE", "PRACK", "PRACK", "ACK", "BYE", "BYE");
        assertThat(ends.numbers()).containsExactly(1L, 1L, 2L, 3L, 4L, 2L, 5L, 6L);
        assertThat(ends.asked()).isEqualTo(3);
    }

    @Test
    @DisplayName("SIP-10 a nonce that lasts serves the whole call: it is challenged once")
    void callerChallengedOnce() {
        var ends = call(false, Duration.ofHours(1).toNanos());
        confidential(ends);
        assertThat(ends.wire()).containsExactly("INVITE", "ACK", "INVITE", "PRACK", "ACK", "BYE");
        assertThat(ends.asked()).isEqualTo(1);
    }

    @Test
    @DisplayName("SIP-10 the callee's signed UPDATE and its BYE are sent again with credentials, too")
    void calleeChallenged() {
        var ends = call(true, ONE_WAY.toNanos() + 1);
        confidential(ends);
        assertThat(ends.wire()).containsExactly("UPDATE", "UPDATE", "BYE", "BYE");
    }
}
