package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.stun.Bytes;
import org.sipbrandy.ice.stun.Integrity;
import org.sipbrandy.ice.stun.StunAttribute;
import org.sipbrandy.ice.stun.StunBuilder;
import org.sipbrandy.ice.stun.StunClass;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.TransactionId;

class AttackTest {
    private static final TransportAddress ATTACKER = TransportAddress.of("203.0.113.66", 666);
    private final Random random = new Random(66);

    @Test
    @DisplayName("ICE-07 a check with a wrong password gets a 401 and changes nothing")
    void wrongPassword() {
        TwoAgents call = new TwoAgents(1).bobKnowsAlice();
        StunMessage answer = ask(call, signed("bobb:alice", "wrong".repeat(5)));
        assertThat(code(answer)).isEqualTo(401);
        assertThat(answer.integrity(TwoAgents.BOB.key())).isEqualTo(Integrity.ABSENT);
        assertThat(call.bob.agent.remoteCandidates()).hasSize(1);
    }

    @Test
    @DisplayName("ICE-07 a check with an unknown username fragment gets a 401, one without credentials a 400")
    void noCredentials() {
        TwoAgents call = new TwoAgents(1).bobKnowsAlice();
        assertThat(code(ask(call, signed("eve0:alice", TwoAgents.BOB.password()))))
                .isEqualTo(401);
        assertThat(code(ask(call, signed("bobb", TwoAgents.BOB.password())))).isEqualTo(401);
        assertThat(code(ask(call, StunBuilder.request(id()).withFingerprint()))).isEqualTo(400);
        assertThat(code(ask(
                        call,
                        StunBuilder.request(id())
                                .add(new StunAttribute.Username("bobb:alice"))
                                .withFingerprint())))
                .isEqualTo(400);
        assertThat(call.bob.agent.remoteCandidates()).hasSize(1);
    }

    @Test
    @DisplayName("ICE-07 an unknown comprehension-required attribute gets a signed 420 that names it")
    void unknownAttribute() {
        TwoAgents call = new TwoAgents(1).bobKnowsAlice();
        StunMessage answer = ask(
                call,
                StunBuilder.request(id())
                        .add(new StunAttribute.Username("bobb:alice"))
                        .add(new StunAttribute.Other(0x7001, new Bytes()))
                        .integrity(TwoAgents.BOB.key())
                        .withFingerprint());
        assertThat(code(answer)).isEqualTo(420);
        assertThat(answer.first(StunAttribute.UnknownAttributes.class)
                        .orElseThrow()
                        .types())
                .containsExactly(0x7001);
        assertThat(answer.integrity(TwoAgents.BOB.key())).isEqualTo(Integrity.VALID);
        assertThat(call.bob.agent.remoteCandidates()).hasSize(1);
    }

    @Test
    @DisplayName("ICE-07 a SHA-256 check is answered with SHA-256")
    void sha256() {
        TwoAgents call = new TwoAgents(1).bobKnowsAlice();
        StunMessage answer = ask(
                call,
                StunBuilder.request(id())
                        .add(new StunAttribute.Username("bobb:alice"))
                        .integritySha256(TwoAgents.BOB.key())
                        .withFingerprint());
        assertThat(answer.messageClass()).isEqualTo(StunClass.SUCCESS);
        assertThat(answer.hasSha256()).isTrue();
        assertThat(answer.integrity(TwoAgents.BOB.key())).isEqualTo(Integrity.VALID);
        assertThat(answer.first(StunAttribute.XorMappedAddress.class))
                .contains(new StunAttribute.XorMappedAddress(ATTACKER));
    }

    @Test
    @DisplayName("ICE-07 of 10,000 forged requests in a second no more than 40 are answered")
    void flood() {
        TwoAgents call = new TwoAgents(1).bobKnowsAlice();
        int before = call.bob.sent.size();
        TransportAddress bob = call.bobCandidates.getFirst().address();
        for (int i = 0; i < 10_000; i++) {
            byte[] forged = signed("bobb:alice", "wrong".repeat(5));
            call.bob.agent.receive(bob, ATTACKER, forged, call.net.now + i * 100_000L);
        }
        call.bob.drain();
        assertThat(call.bob.sent.size() - before).isBetween(1, 40);
    }

    @Test
    @DisplayName("ICE-08 an authentic response from another address fails the pair")
    void asymmetric() {
        TwoAgents call = new TwoAgents(1);
        call.net.passes = packet -> {
            if (packet.to().equals(call.bobCandidates.getFirst().address())) {
                StunMessage request = StunMessage.parse(packet.datagram());
                call.net.inject(ATTACKER, packet.from(), Binding.success(request, packet.from(), TwoAgents.BOB));
                return false;
            }
            return true;
        };
        call.aliceKnowsBob().run(Duration.ofMillis(100));
        int sent = call.alice.sent.size();
        call.run(Duration.ofSeconds(60));
        assertThat(call.alice.all(IceEffect.PairValid.class)).isEmpty();
        assertThat(call.alice.sent).hasSize(sent);
        assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
    }

    @Test
    @DisplayName("ICE-12 forged responses make no pair valid, nor do they fail one")
    void forgedResponses() {
        TwoAgents call = new TwoAgents(1);
        call.net.passes = packet -> {
            if (ConnectivityTest.isRequest(packet)
                    && packet.from().equals(call.aliceCandidates.getFirst().address())) {
                StunMessage request = StunMessage.parse(packet.datagram());
                call.alice.agent.receive(
                        packet.from(),
                        packet.to(),
                        Binding.success(request, packet.from(), TwoAgents.ALICE),
                        call.net.now);
                call.alice.agent.receive(
                        packet.from(), packet.to(), Binding.unsignedError(request, 487, "Role Conflict"), call.net.now);
                call.alice.agent.receive(
                        packet.from(),
                        packet.to(),
                        Binding.unsignedError(request, 401, "Unauthenticated"),
                        call.net.now);
                return call.alice.sent.size() > 2;
            }
            return true;
        };
        call.start().run(Duration.ofMillis(30));
        assertThat(call.alice.all(IceEffect.PairValid.class)).isEmpty();
        call.run(Duration.ofSeconds(2));
        assertThat(call.agree()).isTrue();
        assertThat(call.alice.agent.role()).isEqualTo(IceRole.CONTROLLING);
    }

    @Test
    @DisplayName("ICE-10 a peer that knows the password and spoofs 10,000 sources cannot make us hammer them")
    void voiceHammer() {
        TwoAgents call = new TwoAgents(1);
        call.net.passes = packet -> false;
        call.bobKnowsAlice();
        TransportAddress bob = call.bobCandidates.getFirst().address();
        long end = call.net.now + Duration.ofSeconds(60).toNanos();
        long start = call.net.now;
        int i = 0;
        while (call.net.now < end) {
            TransportAddress victim = TransportAddress.of("203.0.113.1", 1 + i++ % 10_000);
            call.bob.agent.receive(bob, victim, check("bobb:alice", false), call.net.now);
            call.run(Duration.ofMillis(6));
        }
        long checks = ConnectivityTest.requests(call.bob).count();
        long seconds = (call.net.now - start) / 1_000_000_000L;
        assertThat(call.bob.agent.remoteCandidates()).hasSize(17);
        // 20 new checks a second by the pace of 50 ms, and at most seven transmissions of each of 17 pairs.
        assertThat(checks).isLessThan(20 * seconds + 7 * 17);
        // Who asks again and again for the same address gets no more than the limit of the pair.
        for (int j = 0; j < 5_000; j++) {
            call.bob.agent.receive(
                    bob, TransportAddress.of("203.0.113.1", 1), check("bobb:alice", false), call.net.now);
            call.run(Duration.ofMillis(60));
        }
        assertThat(call.bob.sent.stream().filter(p -> ConnectivityTest.isRequest(p) && p.to().port() == 1))
                .hasSizeLessThan(60);
    }

    @Test
    @DisplayName("ICE-09 a peer that nominates every pair is tolerated: the best one wins")
    void aggressivePeer() {
        TwoAgents call = ConnectivityTest.wide(4);
        call.bobKnowsAlice();
        List<Candidate> alices = new ArrayList<>(call.aliceCandidates);
        for (Candidate alice : alices.reversed()) {
            for (Candidate bob : call.bobCandidates) {
                if (bob.address().address().isV6() == alice.address().address().isV6()) {
                    call.net.inject(alice.address(), bob.address(), check("bobb:alice", true));
                }
            }
        }
        call.run(Duration.ofSeconds(2));
        assertThat(call.bob.agent.state()).isEqualTo(IceState.COMPLETED);
        CandidatePair selected = call.bob.agent.selectedPair().orElseThrow();
        assertThat(selected.local()).isEqualTo(call.bobCandidates.getFirst());
        assertThat(selected.remote().address()).isEqualTo(alices.getFirst().address());
    }

    @Test
    @DisplayName("ICE-02 a candidate on the loopback is not checked from an address that is none")
    void loopback() {
        TwoAgents call = new TwoAgents(1);
        Candidate evil = Candidate.remote(
                "1", 1, 1000, TransportAddress.of("127.0.0.1", 22), CandidateType.HOST, Optional.empty());
        call.alice.agent.setRemote(RemoteParameters.of(TwoAgents.BOB), List.of(evil), call.net.now);
        call.run(Duration.ofSeconds(5));
        assertThat(call.alice.sent).isEmpty();
    }

    @Test
    @DisplayName("ICE-07 50,000 random and damaged datagrams neither throw nor make a pair valid")
    void garbage() {
        TwoAgents call = new TwoAgents(1).start();
        TransportAddress bob = call.bobCandidates.getFirst().address();
        List<byte[]> genuine =
                List.of(call.alice.sent.getFirst().datagram(), signed("bobb:alice", TwoAgents.BOB.password()));
        call.net.passes = packet -> false;
        TwoAgents deaf = new TwoAgents(2);
        deaf.net.passes = packet -> false;
        deaf.start();
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = genuine.get(i % 2).clone();
            for (int j = 0; j <= random.nextInt(5); j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            deaf.bob.agent.receive(bob, ATTACKER, bytes, deaf.net.now);
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            deaf.bob.agent.receive(bob, ATTACKER, noise, deaf.net.now);
            deaf.bob.drain();
            deaf.bob.effects.clear();
        }
        assertThat(deaf.bob.agent.maySend(deaf.net.now)).isFalse();
    }

    private TransactionId id() {
        return TransactionId.random(random);
    }

    private byte[] signed(String username, String password) {
        return StunBuilder.request(id())
                .add(new StunAttribute.Username(username))
                .add(new StunAttribute.Priority(1000))
                .integrity(password.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .withFingerprint();
    }

    private byte[] check(String username, boolean nominate) {
        StunBuilder request = StunBuilder.request(id())
                .add(new StunAttribute.Username(username))
                .add(new StunAttribute.Priority(1000))
                .add(new StunAttribute.IceControlling(5));
        if (nominate) {
            request.add(new StunAttribute.UseCandidate());
        }
        return request.integrity(TwoAgents.BOB.key()).withFingerprint();
    }

    private static StunMessage ask(TwoAgents call, byte[] request) {
        TransportAddress bob = call.bobCandidates.getFirst().address();
        call.bob.agent.receive(bob, ATTACKER, request, call.net.now);
        call.bob.drain();
        return call.bob.sent.stream()
                .filter(packet -> packet.to().equals(ATTACKER))
                .map(packet -> StunMessage.parse(packet.datagram()))
                .filter(message ->
                        message.id().equals(StunMessage.parse(request).id()))
                .findFirst()
                .orElseThrow();
    }

    private static int code(StunMessage message) {
        assertThat(message.messageClass()).isEqualTo(StunClass.ERROR);
        return message.first(StunAttribute.ErrorCode.class).orElseThrow().code();
    }
}
