package org.sipbrandy.testkit.nat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidateType;
import org.sipbrandy.ice.IceEffect;
import org.sipbrandy.ice.IceRole;
import org.sipbrandy.ice.IceState;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.gather.GatherSettings;
import org.sipbrandy.ice.gather.IceServer;
import org.sipbrandy.ice.gather.TurnTransport;
import org.sipbrandy.ice.turn.TurnCredential;
import org.sipbrandy.testkit.world.LinkQuality;

class IceThroughNatsTest {
    private static final LinkQuality GOOD = LinkQuality.clean(Duration.ofMillis(20));
    private static final TransportAddress SERVER = TransportAddress.of("203.0.113.3", 3478);
    private static final TurnCredential CREDENTIAL = new TurnCredential("alice", "secret");
    private static final IceServer STUN = new IceServer.Stun(SERVER);
    private static final IceServer TURN = new IceServer.Turn(SERVER, TurnTransport.UDP, "turn.example", CREDENTIAL);

    /** Two hosts, a NAT before each or none, one server. */
    private static final class Scene {
        final NatNetwork net;
        final VirtualTurnServer server;
        IceNode alice;
        IceNode bob;

        Scene(long seed, LinkQuality link, NatBehaviour before, NatBehaviour beyond, List<IceServer> servers) {
            this(seed, link, before, beyond, servers, GatherSettings.standard());
        }

        Scene(
                long seed,
                LinkQuality link,
                NatBehaviour before,
                NatBehaviour beyond,
                List<IceServer> servers,
                GatherSettings settings) {
            net = new NatNetwork(seed, link);
            server = new VirtualTurnServer(net, SERVER, "alice", "secret");
            Nat alices = net.nat("198.51.100.1", before);
            Nat bobs = net.nat("198.51.100.2", beyond);
            alice = new IceNode(
                    net,
                    IceRole.CONTROLLING,
                    List.of(TransportAddress.of("10.0.1.1", 1000)),
                    servers,
                    settings,
                    seed * 4);
            bob = new IceNode(
                    net,
                    IceRole.CONTROLLED,
                    List.of(TransportAddress.of("10.0.2.2", 2000)),
                    servers,
                    settings,
                    seed * 4 + 2);
            net.attach("10.0.1.1", alice, alices);
            net.attach("10.0.2.2", bob, bobs);
        }

        boolean connect() {
            alice.start();
            net.run(net.now() + Duration.ofSeconds(4).toNanos(), () -> alice.complete);
            bob.start();
            net.run(net.now() + Duration.ofSeconds(4).toNanos(), () -> bob.complete);
            assertThat(alice.complete && bob.complete).isTrue();
            bob.meet(alice);
            alice.meet(bob);
            return net.run(net.now() + Duration.ofSeconds(60).toNanos(), () -> settled(alice) && settled(bob))
                    && alice.connected()
                    && bob.connected();
        }

        private static boolean settled(IceNode node) {
            return node.agent.state() == IceState.COMPLETED || node.agent.state() == IceState.FAILED;
        }

        /** Six unanswered checks in a row, which bad links bring about (RFC 7675 §5.1). */
        boolean lostConsent() {
            return Stream.of(alice, bob)
                    .anyMatch(it -> it.failure.equals(Optional.of(IceEffect.FailureReason.CONSENT_LOST)));
        }

        boolean talk() {
            byte[] words = {(byte) 0x80, 1, 2, 3};
            for (int i = 0; i < 20; i++) {
                alice.say(words);
                bob.say(words);
                net.run(net.now() + Duration.ofMillis(20).toNanos(), () -> false);
            }
            net.run(net.now() + Duration.ofSeconds(1).toNanos(), () -> false);
            return !alice.media.isEmpty() && !bob.media.isEmpty();
        }
    }

    @Test
    @DisplayName("ICE-03 host, server-reflexive and relayed candidates are gathered, priorities by formula and unique")
    void gathers() {
        var scene = new Scene(1, GOOD, NatBehaviour.OPEN, NatBehaviour.OPEN, List.of(STUN, TURN));
        scene.alice.start();
        assertThat(scene.net.run(scene.net.now() + Duration.ofSeconds(1).toNanos(), () -> scene.alice.complete))
                .isTrue();
        List<Candidate> found = scene.alice.candidates;
        assertThat(found)
                .extracting(Candidate::type)
                .containsExactlyInAnyOrder(CandidateType.HOST, CandidateType.SERVER_REFLEXIVE, CandidateType.RELAYED);
        assertThat(found.stream().map(Candidate::priority).distinct()).hasSize(3);
        assertThat(found.stream().map(Candidate::foundation).distinct()).hasSize(3);
        Candidate reflexive = find(found, CandidateType.SERVER_REFLEXIVE);
        assertThat(reflexive.address().address().toString()).isEqualTo("198.51.100.1");
        assertThat(reflexive.priority() >>> 24).isEqualTo(100);
        assertThat(reflexive.related()).contains(TransportAddress.of("10.0.1.1", 1000));
        Candidate relayed = find(found, CandidateType.RELAYED);
        assertThat(relayed.related().orElseThrow()).isEqualTo(reflexive.address());
        assertThat(relayed.base()).isEqualTo(relayed.address());
    }

    @Test
    @DisplayName("ICE-24 with relays only, nothing tells where we are, and the peer gets nothing from elsewhere")
    void relayOnly() {
        var settings = GatherSettings.standard().withRelayOnly(true);
        var scene = new Scene(1, GOOD, NatBehaviour.OPEN, NatBehaviour.OPEN, List.of(STUN, TURN), settings);
        assertThat(scene.connect()).isTrue();
        assertThat(scene.alice.candidates).singleElement().satisfies(it -> {
            assertThat(it.type()).isEqualTo(CandidateType.RELAYED);
            assertThat(it.related()).contains(TransportAddress.of("0.0.0.0", 9));
        });
        assertThat(scene.talk()).isTrue();
        assertThat(scene.bob.sentTo).allMatch(it -> it.address().equals(SERVER.address()));
    }

    @Test
    @DisplayName("ICE-03 through every pair of NATs there is a way, through two symmetric ones by the relay")
    void everyPair() {
        for (NatBehaviour before : behaviours()) {
            for (NatBehaviour beyond : behaviours()) {
                var scene = new Scene(7, GOOD, before, beyond, List.of(STUN, TURN));
                assertThat(scene.connect()).as("%s and %s", before, beyond).isTrue();
                assertThat(scene.talk()).isTrue();
            }
        }
        var symmetric = new Scene(7, GOOD, NatBehaviour.SYMMETRIC, NatBehaviour.SYMMETRIC, List.of(STUN, TURN));
        assertThat(symmetric.connect()).isTrue();
        var pair = symmetric.alice.agent.selectedPair().orElseThrow();
        assertThat(Stream.of(pair.local().type(), pair.remote().type())).contains(CandidateType.RELAYED);
        var open = new Scene(7, GOOD, NatBehaviour.OPEN, NatBehaviour.RESTRICTED, List.of(STUN, TURN));
        assertThat(open.connect()).isTrue();
        assertThat(open.alice.type()).isNotEqualTo(CandidateType.RELAYED);
    }

    @Test
    @DisplayName("ICE-23 without a relay two symmetric NATs cannot be crossed, and both sides say so")
    void noWay() {
        var scene = new Scene(3, GOOD, NatBehaviour.SYMMETRIC, NatBehaviour.SYMMETRIC, List.of(STUN));
        assertThat(scene.connect()).isFalse();
        assertThat(scene.alice.agent.state()).isEqualTo(IceState.FAILED);
        assertThat(scene.bob.agent.state()).isEqualTo(IceState.FAILED);
    }

    @Test
    @DisplayName("ICE-10 a server that does not answer costs 3 s at most, and the report names it")
    void deadServer() {
        var nowhere = new IceServer.Stun(TransportAddress.of("203.0.113.99", 3478));
        var scene = new Scene(1, GOOD, NatBehaviour.OPEN, NatBehaviour.OPEN, List.of(nowhere, TURN));
        scene.alice.start();
        long start = scene.net.now();
        assertThat(scene.net.run(start + Duration.ofSeconds(4).toNanos(), () -> scene.alice.complete))
                .isTrue();
        assertThat(scene.net.now() - start).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(scene.alice.gathering.report())
                .containsExactlyInAnyOrder(
                        "stun 203.0.113.99:3478: no answer in time", "turn 203.0.113.3:3478 over udp: ok");
    }

    @Test
    @DisplayName("a relayed call lives for half an hour through stale nonces, and gives its addresses back")
    void longCall() {
        var scene = new Scene(5, GOOD, NatBehaviour.SYMMETRIC, NatBehaviour.SYMMETRIC, List.of(TURN));
        assertThat(scene.connect()).isTrue();
        for (int minute = 0; minute < 30; minute++) {
            scene.alice.media.clear();
            scene.bob.media.clear();
            assertThat(scene.talk()).as("minute %d", minute).isTrue();
            if (minute % 7 == 0 && minute < 20) {
                scene.server.renewNonce();
            }
            scene.net.run(scene.net.now() + Duration.ofMinutes(1).toNanos(), () -> false);
        }
        scene.alice.close();
        scene.bob.close();
        scene.net.run(scene.net.now() + Duration.ofSeconds(5).toNanos(), () -> false);
        scene.server.received(SERVER, SERVER, new byte[] {0}, scene.net.now());
        assertThat(scene.server.allocations()).isZero();
    }

    @Test
    @DisplayName("ICE-03 2,500 pairs of NATs with up to 20 % loss, jitter and duplicates: with a relay there is a way")
    void manySeeds() {
        List<NatBehaviour> behaviours = behaviours();
        List<Long> failed = new ArrayList<>();
        int unserved = 0;
        for (long seed = 0; seed < 2500; seed++) {
            var random = new Random(seed * 0x9e37_79b9_7f4a_7c15L);
            var link = new LinkQuality(
                    random.nextDouble() * 0.2,
                    random.nextDouble() * 0.1,
                    Duration.ofMillis(1 + random.nextInt(150)),
                    Duration.ofMillis(1 + random.nextInt(50)));
            var scene = new Scene(
                    seed,
                    link,
                    behaviours.get(random.nextInt(behaviours.size())),
                    behaviours.get(random.nextInt(behaviours.size())),
                    List.of(STUN, TURN));
            boolean connected = scene.connect();
            if (!scene.alice.hasRelay() || !scene.bob.hasRelay()) {
                unserved++;
            } else if (!connected && !scene.lostConsent()) {
                failed.add(seed);
            }
        }
        assertThat(failed).isEmpty();
        // Loss may eat every answer of a server within the 3 s.
        assertThat(unserved).isLessThan(150);
    }

    private static List<NatBehaviour> behaviours() {
        List<NatBehaviour> all = new ArrayList<>();
        for (var mapping : NatBehaviour.Dependence.values()) {
            for (var filtering : NatBehaviour.Dependence.values()) {
                all.add(new NatBehaviour(mapping, filtering, (mapping.ordinal() + filtering.ordinal()) % 2 == 0));
            }
        }
        return all;
    }

    private static Candidate find(List<Candidate> all, CandidateType type) {
        return all.stream().filter(it -> it.type() == type).findFirst().orElseThrow();
    }
}
