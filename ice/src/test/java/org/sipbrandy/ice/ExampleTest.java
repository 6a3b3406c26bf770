package org.sipbrandy.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How two agents are driven, without any network. */
class ExampleTest {
    @Test
    @DisplayName("ICE-12 two agents that exchange descriptions and datagrams may send to each other")
    void twoAgents() {
        SecureRandom random = new SecureRandom();
        ShortTermCredential alices = ShortTermCredential.generate(random);
        ShortTermCredential bobs = ShortTermCredential.generate(random);
        List<Candidate> aliceHosts = HostCandidates.of(List.of(TransportAddress.of("127.0.0.1", 5000)), 1, true);
        List<Candidate> bobHosts = HostCandidates.of(List.of(TransportAddress.of("127.0.0.1", 6000)), 1, true);
        IceAgent alice = new IceAgent(IceRole.CONTROLLING, alices, IceConfig.standard(), random);
        IceAgent bob = new IceAgent(IceRole.CONTROLLED, bobs, IceConfig.standard(), random);
        long now = 0;
        aliceHosts.forEach(candidate -> alice.addLocalCandidate(candidate, now));
        bobHosts.forEach(candidate -> bob.addLocalCandidate(candidate, now));
        alice.endOfLocalCandidates(now);
        bob.endOfLocalCandidates(now);

        bob.setRemote(RemoteParameters.of(alices), aliceHosts, now);
        alice.setRemote(RemoteParameters.of(bobs), bobHosts, now);
        long time = now;
        while (alice.state() != IceState.COMPLETED || bob.state() != IceState.COMPLETED) {
            boolean quiet = deliver(alice, bob, time) & deliver(bob, alice, time);
            if (quiet) {
                time = Math.min(alice.deadline(), bob.deadline());
                alice.timeout(time);
                bob.timeout(time);
            }
        }

        assertThat(alice.maySend(time)).isTrue();
        assertThat(bob.maySend(time)).isTrue();
        assertThat(alice.selectedPair().orElseThrow().remote().address())
                .isEqualTo(TransportAddress.of("127.0.0.1", 6000));
    }

    /** Takes the effects of one agent and gives its datagrams to the other. */
    private static boolean deliver(IceAgent from, IceAgent to, long now) {
        ArrayDeque<IceEffect.SendDatagram> datagrams = new ArrayDeque<>();
        for (IceEffect effect = from.poll(); effect != null; effect = from.poll()) {
            if (effect instanceof IceEffect.SendDatagram datagram) {
                datagrams.add(datagram);
            }
        }
        datagrams.forEach(datagram -> to.receive(datagram.remote(), datagram.local(), datagram.datagram(), now));
        return datagrams.isEmpty();
    }
}
