package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrickleTest {
    @Test
    @DisplayName("TRK-12 without candidates the session stays running, and a late one works")
    void late() {
        TwoAgents call = trickling();
        call.run(Duration.ofSeconds(60));
        assertThat(call.alice.agent.state()).isEqualTo(IceState.CHECKING);
        call.bob.agent.setRemote(RemoteParameters.trickling(TwoAgents.ALICE), List.of(), call.net.now);
        call.alice.agent.addRemoteCandidate(
                TwoAgents.asRemote(call.bobCandidates).getFirst(), call.net.now);
        call.run(Duration.ofSeconds(1));
        assertThat(call.agree()).isTrue();
    }

    @Test
    @DisplayName("TRK-12 after end-of-candidates an empty session fails when patience is over")
    void ended() {
        TwoAgents call = trickling();
        call.run(Duration.ofSeconds(1));
        call.alice.agent.endOfRemoteCandidates(call.net.now);
        call.run(Duration.ofSeconds(38));
        assertThat(call.alice.agent.state()).isEqualTo(IceState.CHECKING);
        call.run(Duration.ofSeconds(1));
        assertThat(call.alice.agent.state()).isEqualTo(IceState.FAILED);
    }

    @Test
    @DisplayName("TRK-08 what comes after end-of-candidates is ignored")
    void afterTheEnd() {
        TwoAgents call = trickling();
        call.alice.agent.endOfRemoteCandidates(call.net.now);
        call.alice.agent.addRemoteCandidate(
                TwoAgents.asRemote(call.bobCandidates).getFirst(), call.net.now);
        call.run(Duration.ofSeconds(1));
        assertThat(call.alice.sent).isEmpty();
        assertThat(call.alice.agent.remoteCandidates()).isEmpty();
    }

    @Test
    @DisplayName("TRK-09 no pairs are made of candidates that come after nomination")
    void afterNomination() {
        TwoAgents call = new TwoAgents(1);
        call.bobKnowsAlice();
        call.alice.agent.setRemote(
                RemoteParameters.trickling(TwoAgents.BOB), TwoAgents.asRemote(call.bobCandidates), call.net.now);
        call.run(Duration.ofSeconds(1));
        assertThat(call.agree()).isTrue();
        TransportAddress late = TransportAddress.of("203.0.113.7", 7);
        call.alice.agent.addRemoteCandidate(Candidate.host("9", 1, CandidatePriority.MAX, late), call.net.now);
        call.run(Duration.ofSeconds(1));
        assertThat(call.alice.sent).noneMatch(packet -> packet.to().equals(late));
    }

    @Test
    @DisplayName("TRK-05 a candidate that is repeated is one candidate, and the order is kept")
    void repeated() {
        TwoAgents call = trickling();
        List<Candidate> candidates = TwoAgents.asRemote(ConnectivityTest.wide(1).bobCandidates);
        for (int round = 0; round < 3; round++) {
            candidates.forEach(candidate -> call.alice.agent.addRemoteCandidate(candidate, call.net.now));
        }
        assertThat(call.alice.agent.remoteCandidates()).isEqualTo(candidates);
    }

    @Test
    @DisplayName("TRK-13 a local candidate is checked from only after it was given")
    void localLater() {
        SimulatedNetwork net = new SimulatedNetwork(1);
        TransportAddress socket = TransportAddress.of("192.0.2.1", 1000);
        IceAgent agent = new IceAgent(IceRole.CONTROLLING, TwoAgents.ALICE, IceConfig.standard(), new Random(1));
        SimulatedNetwork.Host host = net.attach(agent, socket);
        agent.setRemote(
                RemoteParameters.trickling(TwoAgents.BOB), TwoAgents.asRemote(new TwoAgents(1).bobCandidates), net.now);
        net.run(Duration.ofSeconds(5));
        assertThat(host.sent).isEmpty();
        agent.addLocalCandidate(HostCandidates.of(List.of(socket), 1, false).getFirst(), net.now);
        host.drain();
        assertThat(host.sent).hasSize(1);
    }

    @Test
    @DisplayName("TRK-12 candidates that come before the description are kept for it")
    void beforeDescription() {
        TwoAgents call = new TwoAgents(1).bobKnowsAlice();
        call.alice.agent.addRemoteCandidate(
                TwoAgents.asRemote(call.bobCandidates).getFirst(), call.net.now);
        call.alice.agent.setRemote(RemoteParameters.trickling(TwoAgents.BOB), List.of(), call.net.now);
        call.run(Duration.ofSeconds(1));
        assertThat(call.agree()).isTrue();
    }

    private static TwoAgents trickling() {
        TwoAgents call = new TwoAgents(1);
        call.alice.agent.setRemote(RemoteParameters.trickling(TwoAgents.BOB), List.of(), call.net.now);
        return call;
    }
}
