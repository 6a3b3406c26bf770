package org.sipbrandy.testkit.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.SipMessage;
import org.sipbrandy.sip.message.Uri;

/**
 * A network and the agents on it, in virtual time. Everything happens on the thread that calls {@link #run}. Not
 * thread-safe.
 */
public final class VirtualWorld implements AutoCloseable {
    /** The time of day at the beginning. */
    public static final Instant BEGINNING = Instant.parse("2026-11-24T12:00:00Z");

    private static final int FIRST_PORT = 20_000;

    private final Random random;
    private final PriorityQueue<Arrival> flying =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::order));
    private final List<VirtualAgent> agents = new ArrayList<>();
    private final Map<TransportAddress, VirtualAgent.Socket> sockets = new HashMap<>();
    private final LinkQuality media;
    private final LinkQuality signalling;
    private Meddler meddler = Meddler.NONE;
    private MediaMeddler mediaMeddler = MediaMeddler.NONE;
    private long now;
    private long order;
    private int nextPort = FIRST_PORT;

    /** Somebody on the media path. */
    @FunctionalInterface
    public interface MediaMeddler {
        /** Lets everything pass. */
        MediaMeddler NONE = (from, to, datagram) -> List.of(datagram);

        /** What arrives in place of a datagram. */
        List<byte[]> pass(TransportAddress from, TransportAddress to, byte[] datagram);
    }

    private record Arrival(long at, long order, Runnable deliver) {}

    /**
     * @param seed of everything that is random in the network and, apart from DTLS, in the agents
     * @param media how media datagrams travel
     * @param signalling how messages travel where the agents use UDP; streams only take their delay
     */
    public VirtualWorld(long seed, LinkQuality media, LinkQuality signalling) {
        this.random = new Random(seed);
        this.media = media;
        this.signalling = signalling;
    }

    /** Puts somebody on the signalling path. */
    public void meddle(Meddler with) {
        meddler = with;
    }

    /** Puts somebody on the media path. */
    public void meddleWithMedia(MediaMeddler with) {
        mediaMeddler = with;
    }

    /** Monotonic nanoseconds since the beginning. */
    public long now() {
        return now;
    }

    /** The time of day. */
    public Instant time() {
        return BEGINNING.plusNanos(now);
    }

    /** The agent at that address, or of that address of record. */
    Optional<VirtualAgent> agent(Uri uri) {
        return agents.stream().filter(agent -> agent.isMeantBy(uri)).findFirst();
    }

    void join(VirtualAgent agent) {
        agents.add(agent);
    }

    Random fork() {
        return new Random(random.nextLong());
    }

    TransportAddress bind(IpAddress address, VirtualAgent.Socket socket) {
        var at = new TransportAddress(address, nextPort++);
        sockets.put(at, socket);
        return at;
    }

    void unbind(TransportAddress address) {
        sockets.remove(address);
    }

    /** A media datagram leaves. */
    void send(TransportAddress from, TransportAddress to, byte[] datagram) {
        for (byte[] passed : mediaMeddler.pass(from, to, datagram)) {
            carry(media, true, () -> {
                var socket = sockets.get(to);
                if (socket != null) {
                    socket.received(to, from, passed.clone());
                }
            });
        }
    }

    /** A message leaves for another agent. */
    void send(VirtualAgent from, VirtualAgent to, SipMessage message, boolean datagrams, boolean towardsCallee) {
        for (SipMessage passed : meddler.pass(message, towardsCallee)) {
            byte[] bytes = passed.encode();
            carry(signalling, datagrams, () -> to.arrived(bytes, from));
        }
    }

    /** A media datagram that somebody else makes, in the name of an address; it meets no meddler. */
    public void inject(TransportAddress from, TransportAddress to, byte[] datagram) {
        carry(media, true, () -> {
            var socket = sockets.get(to);
            if (socket != null) {
                socket.received(to, from, datagram.clone());
            }
        });
    }

    /** As above, between the first sockets of two agents. */
    public void inject(VirtualAgent from, VirtualAgent to, byte[] datagram) {
        inject(from.sockets().getFirst(), to.sockets().getFirst(), datagram);
    }

    /** How many sockets are open. */
    public int openSockets() {
        return sockets.size();
    }

    private void carry(LinkQuality link, boolean mayBeLost, Runnable deliver) {
        if (mayBeLost && random.nextDouble() < link.loss()) {
            return;
        }
        int copies = mayBeLost && random.nextDouble() < link.duplication() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long jitter = mayBeLost && !link.jitter().isZero()
                    ? random.nextLong(link.jitter().toNanos())
                    : 0;
            flying.add(new Arrival(now + link.delay().toNanos() + jitter, order++, deliver));
        }
    }

    /** Runs something at a later time. */
    public void at(long time, Runnable task) {
        flying.add(new Arrival(Math.max(now, time), order++, task));
    }

    /**
     * Lets time pass until that is so.
     *
     * @return false if it was not by then
     */
    public boolean run(long until, BooleanSupplier done) {
        agents.forEach(VirtualAgent::settle);
        while (!done.getAsBoolean()) {
            long next = flying.isEmpty() ? Long.MAX_VALUE : flying.peek().at();
            for (VirtualAgent agent : agents) {
                next = Math.min(next, agent.deadline());
            }
            if (next > until) {
                now = Math.max(now, Math.min(until, next));
                return false;
            }
            now = Math.max(now, next);
            var arrival = flying.peek();
            if (arrival != null && arrival.at() <= now) {
                flying.remove();
                arrival.deliver().run();
            } else {
                agents.forEach(VirtualAgent::timeout);
            }
            agents.forEach(VirtualAgent::settle);
        }
        return true;
    }

    /** Lets so much time pass. */
    public void pass(java.time.Duration time) {
        run(now + time.toNanos(), () -> false);
    }

    @Override
    public void close() {
        agents.forEach(VirtualAgent::close);
    }
}
