package org.sipbrandy.testkit.nat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidateType;
import org.sipbrandy.ice.IceAgent;
import org.sipbrandy.ice.IceConfig;
import org.sipbrandy.ice.IceEffect;
import org.sipbrandy.ice.IceRole;
import org.sipbrandy.ice.IceState;
import org.sipbrandy.ice.PacketKind;
import org.sipbrandy.ice.RemoteParameters;
import org.sipbrandy.ice.ShortTermCredential;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.gather.GatherEffect;
import org.sipbrandy.ice.gather.GatherSettings;
import org.sipbrandy.ice.gather.Gathering;
import org.sipbrandy.ice.gather.IceServer;

/** A host that gathers candidates and finds a way to another one; no SIP. */
final class IceNode implements NatNetwork.Host {
    private final NatNetwork net;
    final Gathering gathering;
    final IceAgent agent;
    final List<Candidate> candidates = new ArrayList<>();
    final List<byte[]> media = new ArrayList<>();
    final List<TransportAddress> sentTo = new ArrayList<>();
    Optional<IceEffect.FailureReason> failure = Optional.empty();
    boolean complete;

    IceNode(
            NatNetwork net,
            IceRole role,
            List<TransportAddress> sockets,
            List<IceServer> servers,
            GatherSettings settings,
            long seed) {
        this.net = net;
        String name = role == IceRole.CONTROLLING ? "alice" : "bobb";
        this.gathering = new Gathering(sockets, 1, servers, settings, new Random(seed));
        this.agent = new IceAgent(
                role, new ShortTermCredential(name, name.repeat(6)), IceConfig.standard(), new Random(seed + 1));
    }

    void start() {
        gathering.start(net.now());
        drain(net.now());
    }

    /** As after an exchange of descriptions. */
    void meet(IceNode peer) {
        agent.setRemote(RemoteParameters.of(peer.agent.localCredential()), peer.described(), net.now());
        drain(net.now());
    }

    private List<Candidate> described() {
        return candidates.stream()
                .map(c -> Candidate.remote(c.foundation(), 1, c.priority(), c.address(), c.type(), c.related()))
                .toList();
    }

    void say(byte[] words) {
        var pair = agent.sendPair().orElseThrow();
        send(pair.local().base(), pair.remote().address(), words, net.now());
        drain(net.now());
    }

    boolean connected() {
        return agent.state() == IceState.COMPLETED;
    }

    boolean hasRelay() {
        return candidates.stream().anyMatch(it -> it.type() == CandidateType.RELAYED);
    }

    @Nullable
    CandidateType type() {
        return agent.selectedPair().map(it -> it.local().type()).orElse(null);
    }

    @Override
    public void received(TransportAddress local, TransportAddress from, byte[] datagram, long now) {
        if (!gathering.receive(local, from, datagram, now)) {
            deliver(local, from, datagram, now);
        }
        drain(now);
    }

    private void deliver(TransportAddress local, TransportAddress from, byte[] datagram, long now) {
        if (PacketKind.of(datagram) == PacketKind.STUN) {
            agent.receive(local, from, datagram, now);
        } else {
            media.add(datagram);
        }
    }

    private void send(TransportAddress base, TransportAddress to, byte[] datagram, long now) {
        sentTo.add(to);
        if (!gathering.send(base, to, datagram, now)) {
            net.send(base, to, datagram);
        }
    }

    private void drain(long now) {
        boolean more = true;
        while (more) {
            more = false;
            for (var it = gathering.poll(); it != null; it = gathering.poll()) {
                more = true;
                perform(it, now);
            }
            for (var it = agent.poll(); it != null; it = agent.poll()) {
                more = true;
                if (it instanceof IceEffect.SendDatagram send) {
                    send(send.local(), send.remote(), send.datagram(), now);
                } else if (it instanceof IceEffect.Failed(var reason)) {
                    failure = Optional.of(reason);
                }
            }
        }
    }

    private void perform(GatherEffect effect, long now) {
        switch (effect) {
            case GatherEffect.SendDatagram it -> net.send(it.local(), it.remote(), it.datagram());
            case GatherEffect.Found(var candidate) -> {
                candidates.add(candidate);
                agent.addLocalCandidate(candidate, now);
            }
            case GatherEffect.Complete _ -> {
                complete = true;
                agent.endOfLocalCandidates(now);
            }
            case GatherEffect.FromPeer(var relayed, var peer, var datagram) -> deliver(relayed, peer, datagram, now);
            case GatherEffect.Connect _, GatherEffect.SendStream _, GatherEffect.Disconnect _ ->
                throw new AssertionError("no streams here");
        }
    }

    @Override
    public void timeout(long now) {
        if (gathering.deadline() <= now) {
            gathering.timeout(now);
        }
        if (agent.deadline() <= now) {
            agent.timeout(now);
        }
        drain(now);
    }

    @Override
    public long deadline() {
        return Math.min(gathering.deadline(), agent.deadline());
    }

    void close() {
        agent.close(net.now());
        gathering.close();
        drain(net.now());
    }
}
