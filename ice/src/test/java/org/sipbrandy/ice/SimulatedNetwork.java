package org.sipbrandy.ice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A network in virtual time: loss, delay, reordering, duplicates and filters; agents are attached by their sockets. */
final class SimulatedNetwork {
    record Packet(long at, long order, TransportAddress from, TransportAddress to, byte[] datagram) {}

    final class Host {
        final IceAgent agent;
        final List<IceEffect> effects = new ArrayList<>();
        final List<Packet> sent = new ArrayList<>();

        Host(IceAgent agent) {
            this.agent = agent;
        }

        <T extends IceEffect> List<T> all(Class<T> type) {
            return effects.stream().filter(type::isInstance).map(type::cast).toList();
        }

        /** Takes the agent's effects and sends its datagrams. */
        void drain() {
            for (IceEffect effect = agent.poll(); effect != null; effect = agent.poll()) {
                effects.add(effect);
                if (effect instanceof IceEffect.SendDatagram send) {
                    Packet packet = new Packet(now, order++, send.local(), send.remote(), send.datagram());
                    sent.add(packet);
                    transmit(packet);
                }
            }
        }
    }

    private final Random random;
    private final PriorityQueue<Packet> flying =
            new PriorityQueue<>(Comparator.comparingLong(Packet::at).thenComparingLong(Packet::order));
    private final Map<TransportAddress, Host> sockets = new LinkedHashMap<>();
    private final List<Host> hosts = new ArrayList<>();
    private long order;
    long now = 1_000_000_000L;
    double loss;
    double duplicates;
    long delay = Duration.ofMillis(20).toNanos();
    long jitter;
    Predicate<Packet> passes = packet -> true;

    SimulatedNetwork(long seed) {
        this.random = new Random(seed);
    }

    Host attach(IceAgent agent, TransportAddress... addresses) {
        Host host = new Host(agent);
        hosts.add(host);
        for (TransportAddress address : addresses) {
            sockets.put(address, host);
        }
        host.drain();
        return host;
    }

    /** Gives a host one more socket. */
    void move(TransportAddress address, Host host) {
        sockets.put(address, host);
    }

    void inject(TransportAddress from, TransportAddress to, byte[] datagram) {
        transmit(new Packet(now, order++, from, to, datagram));
    }

    private void transmit(Packet packet) {
        if (!passes.test(packet) || random.nextDouble() < loss) {
            return;
        }
        int copies = random.nextDouble() < duplicates ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long later = jitter == 0 ? 0 : random.nextLong(jitter);
            flying.add(new Packet(now + delay + later, packet.order(), packet.from(), packet.to(), packet.datagram()));
        }
    }

    /** Runs until that instant of virtual time. */
    void runUntil(long end) {
        hosts.forEach(Host::drain);
        while (step(end)) {
            hosts.forEach(Host::drain);
        }
        now = end;
    }

    void run(Duration span) {
        runUntil(now + span.toNanos());
    }

    private boolean step(long end) {
        long next = flying.isEmpty() ? Long.MAX_VALUE : flying.peek().at();
        @Nullable Host due = null;
        for (Host host : hosts) {
            if (host.agent.deadline() < next) {
                next = host.agent.deadline();
                due = host;
            }
        }
        if (next > end) {
            return false;
        }
        now = Math.max(now, next);
        if (due != null) {
            due.agent.timeout(now);
            if (due.agent.deadline() <= now) {
                throw new AssertionError("the deadline of an agent does not move on: " + due.agent.state());
            }
            return true;
        }
        Packet packet = flying.remove();
        Host to = sockets.get(packet.to());
        if (to != null) {
            to.agent.receive(packet.to(), packet.from(), packet.datagram(), now);
        }
        return true;
    }
}
