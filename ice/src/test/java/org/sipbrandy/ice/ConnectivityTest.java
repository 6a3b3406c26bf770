package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.stun.Integrity;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;

class ConnectivityTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    @DisplayName("ICE-12 the first pair is valid one round trip after the credentials are known, and data may flow")
    void oneRoundTrip() {
        TwoAgents call = new TwoAgents(1).start();
        assertThat(call.alice.sent).hasSize(1);
        assertThat(call.bob.sent).hasSize(1);
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        call.net.runUntil(call.net.now + 2 * call.net.delay);
        assertThat(call.alice.agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(call.bob.agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(call.alice.agent.maySend(call.net.now)).isTrue();
        assertThat(call.bob.agent.maySend(call.net.now)).isTrue();
        assertThat(call.alice.all(IceEffect.PairValid.class).getFirst().roundTripNanos())
                .isEqualTo(2 * call.net.delay);
        call.run(SECOND);
        assertThat(call.agree()).isTrue();
    }

    @Test
    @DisplayName("ICE-06 checks carry USERNAME, PRIORITY, role, MESSAGE-INTEGRITY and FINGERPRINT")
    void contents() {
        TwoAgents call = new TwoAgents(1).start();
        StunMessage alices = StunMessage.parse(call.alice.sent.getFirst().datagram());
        assertThat(alices.messageClass()).isEqualTo(StunClass.REQUEST);
        assertThat(alices.first(StunAttribute.Username.class)).contains(new StunAttribute.Username("bobb:alice"));
        assertThat(alices.first(StunAttribute.Priority.class).orElseThrow().value() >>> 24)
                .isEqualTo(110);
        assertThat(alices.first(StunAttribute.IceControlling.class)).isPresent();
        assertThat(alices.first(StunAttribute.UseCandidate.class)).isEmpty();
        assertThat(alices.integrity(TwoAgents.BOB.key())).isEqualTo(Integrity.VALID);
        assertThat(alices.hasFingerprint()).isTrue();
        StunMessage bobs = StunMessage.parse(call.bob.sent.getFirst().datagram());
        assertThat(bobs.first(StunAttribute.IceControlled.class)).isPresent();
    }

    @Test
    @DisplayName("ICE-09 the controlling side nominates one pair once, the controlled side none")
    void regularNomination() {
        TwoAgents call = new TwoAgents(1).start().run(Duration.ofSeconds(20));
        assertThat(requests(call.alice).filter(ConnectivityTest::nominates)).hasSize(1);
        assertThat(requests(call.bob).filter(ConnectivityTest::nominates)).isEmpty();
        assertThat(call.alice.all(IceEffect.Selected.class)).hasSize(1);
        assertThat(call.bob.all(IceEffect.Selected.class)).hasSize(1);
        assertThat(call.agree()).isTrue();
    }

    @Test
    @DisplayName("ICE-09 a better pair that is still pending delays nomination by the short wait only")
    void boundedWait() {
        TwoAgents call = wide(3);
        // The best pair of all is dead: IPv6.
        call.net.passes = packet -> packet.to().address().isV4();
        long start = call.net.now;
        call.start().run(Duration.ofMillis(600));
        assertThat(call.agree()).isTrue();
        assertThat(call.alice
                        .agent
                        .selectedPair()
                        .orElseThrow()
                        .remote()
                        .address()
                        .address()
                        .isV4())
                .isTrue();
        assertThat(call.alice.sent.stream()
                        .filter(p -> isRequest(p) && nominates(StunMessage.parse(p.datagram())))
                        .findFirst()
                        .orElseThrow()
                        .at())
                .isLessThan(start + Duration.ofMillis(350).toNanos());
    }

    @Test
    @DisplayName("ICE-20 a check before the answer is answered, and the pair is checked once the answer is there")
    void earlyCheck() {
        TwoAgents call = new TwoAgents(1).bobKnowsAlice();
        call.run(Duration.ofMillis(45));
        assertThat(call.bob.agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(call.alice.agent.state()).isEqualTo(IceState.NEW);
        assertThat(call.alice.agent.maySend(call.net.now)).isFalse();
        assertThat(requests(call.alice)).isEmpty();
        // Not even the candidates are needed: the peer's check showed where it is.
        call.alice.agent.setRemote(RemoteParameters.of(TwoAgents.BOB), List.of(), call.net.now);
        call.run(SECOND);
        assertThat(call.agree()).isTrue();
        assertThat(call.alice.agent.selectedPair().orElseThrow().remote().type())
                .isEqualTo(CandidateType.PEER_REFLEXIVE);
    }

    @Test
    @DisplayName("ICE-05 two controlling agents agree by the tie-breaker")
    void roleConflict() {
        for (IceRole role : IceRole.values()) {
            for (int seed = 0; seed < 50; seed++) {
                TwoAgents call = new TwoAgents(seed, IceConfig.standard(), role, one(1), one(2)).start();
                call.run(Duration.ofSeconds(2));
                assertThat(call.agree()).as("seed %d", seed).isTrue();
                assertThat(call.alice.agent.role())
                        .isEqualTo(call.bob.agent.role().opposite());
            }
        }
    }

    @Test
    @DisplayName("ICE-05 two controlled agents agree by the tie-breaker")
    void bothControlled() {
        for (int seed = 0; seed < 50; seed++) {
            SimulatedNetwork net = new SimulatedNetwork(seed);
            TwoAgents call = new TwoAgents(seed);
            call.alice.agent.restart(new ShortTermCredential("again", "x".repeat(22)), IceRole.CONTROLLED, net.now);
            call.alice.agent.setRemote(
                    RemoteParameters.of(TwoAgents.BOB), TwoAgents.asRemote(call.bobCandidates), call.net.now);
            call.bob.agent.setRemote(
                    RemoteParameters.of(call.alice.agent.localCredential()),
                    TwoAgents.asRemote(call.aliceCandidates),
                    call.net.now);
            call.run(Duration.ofSeconds(2));
            assertThat(call.agree()).as("seed %d", seed).isTrue();
            assertThat(call.alice.agent.role()).isNotEqualTo(call.bob.agent.role());
        }
    }

    @Test
    @DisplayName("ICE-10 new checks are 50 ms apart and at most 100 pairs are checked")
    void pacing() {
        TwoAgents call = new TwoAgents(1);
        call.net.passes = packet -> false;
        List<Candidate> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            TransportAddress address = TransportAddress.of("203.0.113." + i % 250, 1 + i);
            many.add(Candidate.remote("f" + i, 1, 1 + i, address, CandidateType.HOST, java.util.Optional.empty()));
        }
        call.alice.agent.setRemote(RemoteParameters.of(TwoAgents.BOB), many, call.net.now);
        call.run(Duration.ofMinutes(20));
        assertThat(call.alice.agent.remoteCandidates()).hasSize(100);
        List<SimulatedNetwork.Packet> sent = call.alice.sent;
        assertThat(sent.stream().map(SimulatedNetwork.Packet::to).distinct()).hasSizeLessThanOrEqualTo(100);
        // RFC 8445 §19.5.1: what the peer can have us send is bounded.
        assertThat(sent.size()).isLessThanOrEqualTo(700);
        long last = 0;
        List<TransportAddress> seen = new ArrayList<>();
        for (SimulatedNetwork.Packet packet : sent) {
            if (!seen.contains(packet.to())) {
                seen.add(packet.to());
                assertThat(packet.at() - last)
                        .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
                last = packet.at();
            }
        }
        assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
        assertThat(call.alice.agent.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("ICE-10 the slower of two proposed paces holds")
    void slowerPace() {
        TwoAgents call = wide(1);
        call.net.passes = packet -> false;
        call.alice.agent.setRemote(
                new RemoteParameters(
                        TwoAgents.BOB,
                        false,
                        false,
                        java.util.OptionalLong.of(Duration.ofMillis(120).toNanos())),
                TwoAgents.asRemote(call.bobCandidates),
                call.net.now);
        call.run(Duration.ofMillis(400));
        assertThat(call.alice.sent).hasSize(4);
    }

    @Test
    @DisplayName("ICE-23 without any path the session fails, but not before the peer has had its time")
    void failure() {
        TwoAgents call = new TwoAgents(1);
        call.net.passes = packet -> false;
        call.start().run(Duration.ofSeconds(39));
        assertThat(call.alice.agent.state()).isEqualTo(IceState.CHECKING);
        call.run(SECOND);
        for (SimulatedNetwork.Host host : List.of(call.alice, call.bob)) {
            assertThat(host.agent.state()).isEqualTo(IceState.FAILED);
            assertThat(host.all(IceEffect.Failed.class))
                    .containsExactly(new IceEffect.Failed(IceEffect.FailureReason.ALL_PAIRS_FAILED));
        }
    }

    @Test
    @DisplayName("ICE-17 against a lite peer the full side controls")
    void litePeer() {
        TwoAgents call = new TwoAgents(1);
        call.bob.agent.setRemote(
                new RemoteParameters(TwoAgents.ALICE, true, false, java.util.OptionalLong.empty()),
                TwoAgents.asRemote(call.aliceCandidates),
                call.net.now);
        assertThat(call.bob.agent.role()).isEqualTo(IceRole.CONTROLLING);
        // Alice's agent has no description and thus only answers, as a lite one does.
        call.alice.agent.restart(new ShortTermCredential("lite", "l".repeat(22)), IceRole.CONTROLLED, call.net.now);
        call.bob.agent.restart(new ShortTermCredential("full", "f".repeat(22)), IceRole.CONTROLLED, call.net.now);
        call.bob.agent.setRemote(
                new RemoteParameters(call.alice.agent.localCredential(), true, false, java.util.OptionalLong.empty()),
                TwoAgents.asRemote(call.aliceCandidates),
                call.net.now);
        call.run(SECOND);
        assertThat(call.bob.agent.state()).isEqualTo(IceState.COMPLETED);
        assertThat(requests(call.bob).filter(ConnectivityTest::nominates)).isNotEmpty();
        assertThat(requests(call.alice)).isEmpty();
    }

    @Test
    @DisplayName("ICE-03 IPv6 is preferred where both families work")
    void prefersV6() {
        TwoAgents call = wide(1).start().run(SECOND);
        assertThat(call.agree()).isTrue();
        assertThat(call.alice
                        .agent
                        .selectedPair()
                        .orElseThrow()
                        .remote()
                        .address()
                        .address()
                        .isV6())
                .isTrue();
    }

    @Test
    @DisplayName("ICE-09 1,500 networks with up to 30 % loss, 200 ms delay, reordering and duplicates: both agree")
    void lossyNetworks() {
        int connected = 0;
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            TwoAgents call = random.nextBoolean() ? new TwoAgents(seed) : wide(seed);
            call.net.loss = random.nextDouble() * 0.3;
            call.net.delay = random.nextLong(Duration.ofMillis(200).toNanos());
            call.net.jitter = 1 + random.nextLong(Duration.ofMillis(100).toNanos());
            call.net.duplicates = random.nextDouble() * 0.3;
            long head = random.nextLong(Duration.ofMillis(500).toNanos());
            call.bobKnowsAlice();
            call.run(Duration.ofNanos(head));
            call.aliceKnowsBob().run(Duration.ofSeconds(12));
            for (int i = 0; i < 60 && !settled(call); i++) {
                call.run(Duration.ofSeconds(2));
            }
            assertThat(settled(call))
                    .as("seed %d: %s, %s", seed, call.alice.agent.state(), call.bob.agent.state())
                    .isTrue();
            if (call.agree()) {
                connected++;
            }
        }
        // Loss of 30 % may eat six consent checks in a row; otherwise there is no excuse.
        assertThat(connected).isGreaterThan(1470);
    }

    private static boolean settled(TwoAgents call) {
        boolean failed = call.alice.agent.state() == IceState.FAILED || call.bob.agent.state() == IceState.FAILED;
        return failed || call.agree();
    }

    static TwoAgents wide(long seed) {
        return new TwoAgents(
                seed,
                IceConfig.standard(),
                IceRole.CONTROLLED,
                List.of(
                        TransportAddress.of("192.0.2.1", 1000),
                        TransportAddress.of("198.51.100.1", 1001),
                        TransportAddress.of("2001:db8::1", 1002)),
                List.of(
                        TransportAddress.of("192.0.2.2", 2000),
                        TransportAddress.of("198.51.100.2", 2001),
                        TransportAddress.of("2001:db8::2", 2002)));
    }

    private static List<TransportAddress> one(int host) {
        return List.of(TransportAddress.of("192.0.2." + host, 1000 * host));
    }

    static boolean isRequest(SimulatedNetwork.Packet packet) {
        return StunMessage.parse(packet.datagram()).messageClass() == StunClass.REQUEST;
    }

    static java.util.stream.Stream<StunMessage> requests(SimulatedNetwork.Host host) {
        return host.sent.stream()
                .filter(ConnectivityTest::isRequest)
                .map(packet -> StunMessage.parse(packet.datagram()));
    }

    static boolean nominates(StunMessage message) {
        return message.first(StunAttribute.UseCandidate.class).isPresent();
    }
}
