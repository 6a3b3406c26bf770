package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TwoComponentsTest {
    private final SimulatedNetwork net = new SimulatedNetwork(1);

    @Test
    @DisplayName("ICE-09 ICE-12 without rtcp-mux each component gets its pair, and only both make the session complete")
    void both() {
        SimulatedNetwork.Host alice = host(IceRole.CONTROLLING, TwoAgents.ALICE, "192.0.2.1");
        SimulatedNetwork.Host bob = host(IceRole.CONTROLLED, TwoAgents.BOB, "192.0.2.2");
        bob.agent.setRemote(
                RemoteParameters.of(TwoAgents.ALICE), TwoAgents.asRemote(alice.agent.localCandidates()), net.now);
        alice.agent.setRemote(
                RemoteParameters.of(TwoAgents.BOB), TwoAgents.asRemote(bob.agent.localCandidates()), net.now);
        net.passes = packet -> packet.to().port() == 4000;
        net.run(Duration.ofSeconds(1));
        assertThat(alice.agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(alice.agent.maySend(1, net.now)).isTrue();
        assertThat(alice.agent.maySend(2, net.now)).isFalse();
        net.passes = packet -> true;
        net.run(Duration.ofSeconds(5));
        for (SimulatedNetwork.Host host : List.of(alice, bob)) {
            assertThat(host.agent.state()).isEqualTo(IceState.COMPLETED);
            assertThat(host.agent
                            .selectedPair(1)
                            .orElseThrow()
                            .remote()
                            .address()
                            .port())
                    .isEqualTo(4000);
            assertThat(host.agent
                            .selectedPair(2)
                            .orElseThrow()
                            .remote()
                            .address()
                            .port())
                    .isEqualTo(4001);
            assertThat(host.agent.maySend(2, net.now)).isTrue();
        }
    }

    private SimulatedNetwork.Host host(IceRole role, ShortTermCredential credential, String address) {
        IceAgent agent =
                new IceAgent(role, credential, IceConfig.standard().withComponents(2), new Random(role.ordinal()));
        List<TransportAddress> sockets = new ArrayList<>();
        for (int component = 1; component <= 2; component++) {
            TransportAddress socket = TransportAddress.of(address, 3999 + component);
            sockets.add(socket);
            HostCandidates.of(List.of(socket), component, false).forEach(c -> agent.addLocalCandidate(c, net.now));
        }
        agent.endOfLocalCandidates(net.now);
        return net.attach(agent, sockets.toArray(TransportAddress[]::new));
    }
}
