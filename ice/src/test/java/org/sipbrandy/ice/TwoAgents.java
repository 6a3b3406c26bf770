package org.sipbrandy.ice;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A caller and a callee on a {@link SimulatedNetwork}. */
final class TwoAgents {
    static final ShortTermCredential ALICE = new ShortTermCredential("alice", "alicealicealicealicealice");
    static final ShortTermCredential BOB = new ShortTermCredential("bobb", "bobbobbobbobbobbobbobbobb");

    final SimulatedNetwork net;
    final List<Candidate> aliceCandidates;
    final List<Candidate> bobCandidates;
    final SimulatedNetwork.Host alice;
    final SimulatedNetwork.Host bob;

    TwoAgents(long seed) {
        this(
                seed,
                IceConfig.standard(),
                IceRole.CONTROLLED,
                List.of(TransportAddress.of("192.0.2.1", 1000)),
                List.of(TransportAddress.of("192.0.2.2", 2000)));
    }

    TwoAgents(
            long seed,
            IceConfig config,
            IceRole bobRole,
            List<TransportAddress> aliceSockets,
            List<TransportAddress> bobSockets) {
        net = new SimulatedNetwork(seed);
        aliceCandidates = HostCandidates.of(aliceSockets, 1, false);
        bobCandidates = HostCandidates.of(bobSockets, 1, false);
        alice = host(new IceAgent(IceRole.CONTROLLING, ALICE, config, new Random(seed * 2)), aliceCandidates);
        bob = host(new IceAgent(bobRole, BOB, config, new Random(seed * 2 + 1)), bobCandidates);
    }

    private SimulatedNetwork.Host host(IceAgent agent, List<Candidate> candidates) {
        candidates.forEach(candidate -> agent.addLocalCandidate(candidate, net.now));
        agent.endOfLocalCandidates(net.now);
        return net.attach(
                agent, candidates.stream().map(Candidate::address).distinct().toArray(TransportAddress[]::new));
    }

    TwoAgents aliceKnowsBob() {
        alice.agent.setRemote(RemoteParameters.of(BOB), asRemote(bobCandidates), net.now);
        alice.drain();
        return this;
    }

    TwoAgents bobKnowsAlice() {
        bob.agent.setRemote(RemoteParameters.of(ALICE), asRemote(aliceCandidates), net.now);
        bob.drain();
        return this;
    }

    TwoAgents start() {
        return bobKnowsAlice().aliceKnowsBob();
    }

    TwoAgents run(Duration span) {
        net.run(span);
        return this;
    }

    boolean agree() {
        return alice.agent.state() == IceState.COMPLETED
                && bob.agent.state() == IceState.COMPLETED
                && alice.agent
                        .selectedPair()
                        .orElseThrow()
                        .local()
                        .base()
                        .equals(bob.agent.selectedPair().orElseThrow().remote().address())
                && bob.agent
                        .selectedPair()
                        .orElseThrow()
                        .local()
                        .base()
                        .equals(alice.agent
                                .selectedPair()
                                .orElseThrow()
                                .remote()
                                .address());
    }

    static List<Candidate> asRemote(List<Candidate> candidates) {
        return candidates.stream()
                .map(c -> Candidate.remote(
                        c.foundation(), c.component(), c.priority(), c.address(), c.type(), c.related()))
                .toList();
    }
}
