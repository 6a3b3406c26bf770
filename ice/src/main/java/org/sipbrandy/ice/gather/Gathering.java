package org.sipbrandy.ice.gather;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.HostCandidates;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.stun.StunMessage;
import org.sipbrandy.ice.stun.StunParseException;
import org.sipbrandy.ice.stun.TransactionId;
import org.sipbrandy.ice.turn.TurnEffect;

/**
 * The candidates of one component (RFC 8445 §5.1.1): those of its sockets, what STUN servers see of them and what TURN
 * servers relay to them. Afterwards it is the way through those relays: a relayed candidate's base is an address of
 * {@link #send} and of {@link GatherEffect.FromPeer} as a socket's is. A machine without sockets, clock or threads: after
 * each input take effects with {@link #poll()}, and call {@link #timeout} at {@link #deadline()}. Not thread-safe.
 */
public final class Gathering {
    /** Each server is asked from so many sockets at most. */
    private static final int MAX_BASES = 4;

    private static final int MAX_REDIRECTIONS = 3;

    private final GatherSettings settings;
    private final RandomGenerator random;
    private final List<Candidate> hosts;
    private final List<IceServer> servers;
    private final DerivedCandidates derived;
    private final Relays relays;
    private final Report report = new Report();
    private final ArrayDeque<LongConsumer> waiting = new ArrayDeque<>();
    private final List<ReflexiveQuery> queries = new ArrayList<>();
    private final Set<TransportAddress> redirectedTo = new HashSet<>();
    private final ArrayDeque<GatherEffect> effects = new ArrayDeque<>();
    private long nextAt;
    private long limitAt;
    private State state = State.NEW;

    private enum State {
        NEW,
        GATHERING,
        /** What was found is used. */
        COMPLETE,
        CLOSED
    }

    /**
     * A gathering that has not begun.
     *
     * @param sockets the local addresses of this component's sockets
     * @param component 1 to 256
     * @param servers most wanted first
     * @param random a {@code SecureRandom} outside of tests
     */
    public Gathering(
            List<TransportAddress> sockets,
            int component,
            List<IceServer> servers,
            GatherSettings settings,
            RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.servers = List.copyOf(servers);
        this.hosts = HostCandidates.of(sockets, component, settings.loopback());
        this.derived = new DerivedCandidates(hosts, this.servers, settings.relayOnly(), component);
        this.relays = new Relays(random, effects::add, new RelayWatcher());
    }

    /** Begins; host candidates are found at once. */
    public void start(long now) {
        if (state != State.NEW) {
            return;
        }
        state = State.GATHERING;
        nextAt = now;
        limitAt = now + settings.limit().toNanos();
        if (!settings.relayOnly()) {
            hosts.forEach(host -> effects.add(new GatherEffect.Found(host)));
        }
        for (IceServer server : servers) {
            switch (server) {
                case IceServer.Stun stun -> {
                    if (!settings.relayOnly()) {
                        bases(stun).forEach(base -> waiting.add(at -> ask(base, stun, at)));
                    }
                }
                case IceServer.Turn turn -> {
                    if (turn.transport().isStream()) {
                        waiting.add(at -> relays.add(turn, Optional.empty(), 0, at));
                    } else {
                        bases(turn).forEach(base -> waiting.add(at -> relays.add(turn, Optional.of(base), 0, at)));
                    }
                }
            }
        }
        progress(now);
    }

    /** From where a server can be reached: the same family, and on this machine only what is on this machine. */
    private List<TransportAddress> bases(IceServer server) {
        var there = server.address().address();
        var bases = hosts.stream()
                .map(Candidate::address)
                .filter(it ->
                        it.address().isV6() == there.isV6() && it.address().isLoopback() == there.isLoopback())
                .limit(MAX_BASES)
                .toList();
        if (bases.isEmpty()) {
            report.failed(server, "no socket reaches it");
        }
        return bases;
    }

    private void ask(TransportAddress base, IceServer.Stun server, long now) {
        queries.add(new ReflexiveQuery(base, server, TransactionId.random(random), now));
    }

    /** The connection that was asked for is there. */
    public void connected(int connection, long now) {
        relays.connected(connection, now);
        progress(now);
    }

    /** The connection is not there, or not any more. */
    public void connectionLost(int connection, String why, long now) {
        relays.connectionLost(connection, why);
        progress(now);
    }

    /** Bytes came over a connection. */
    public void read(int connection, byte[] bytes, long now) {
        relays.read(connection, bytes, now);
        progress(now);
    }

    /**
     * A datagram came.
     *
     * @return whether it came from one of the servers and was taken; else it is a peer's
     */
    public boolean receive(TransportAddress local, TransportAddress from, byte[] datagram, long now) {
        if (servers.isEmpty() || state == State.NEW || state == State.CLOSED) {
            return false;
        }
        if (relays.receive(local, from, datagram, now) || answers(local, from, datagram)) {
            progress(now);
            return true;
        }
        return false;
    }

    private boolean answers(TransportAddress local, TransportAddress from, byte[] datagram) {
        if (state != State.GATHERING
                || servers.stream().noneMatch(it -> it.address().equals(from))) {
            return false;
        }
        StunMessage message;
        try {
            message = StunMessage.parse(datagram);
        } catch (StunParseException _) {
            return false;
        }
        for (ReflexiveQuery query : queries) {
            if (!query.isOver() && query.isAnswer(message, local, from)) {
                answered(query, message);
                return true;
            }
        }
        return false;
    }

    private void answered(ReflexiveQuery query, StunMessage message) {
        TransportAddress mapped = query.answered(message);
        if (mapped == null) {
            report.failed(query.server(), "an answer without an address");
            return;
        }
        report.worked(query.server());
        found(derived.reflexive(query.base(), mapped, query.server()));
    }

    private void found(@Nullable Candidate candidate) {
        if (candidate != null && state == State.GATHERING) {
            effects.add(new GatherEffect.Found(candidate));
        }
    }

    /**
     * Sends a datagram through a relay.
     *
     * @return whether {@code base} is a relayed address; else it is a socket's
     */
    public boolean send(TransportAddress base, TransportAddress remote, byte[] datagram, long now) {
        return relays.send(base, remote, datagram, now);
    }

    /** Does what is due. */
    public void timeout(long now) {
        relays.timeout(now);
        progress(now);
    }

    /** When {@link #timeout} wants to be called, or {@link Long#MAX_VALUE}. */
    public long deadline() {
        if (state != State.GATHERING) {
            return state == State.COMPLETE ? relays.deadline() : Long.MAX_VALUE;
        }
        long deadline = Math.min(relays.deadline(), limitAt);
        if (!waiting.isEmpty()) {
            deadline = Math.min(deadline, nextAt);
        }
        for (ReflexiveQuery query : queries) {
            deadline = Math.min(deadline, query.deadline());
        }
        return deadline;
    }

    /** The next effect, or null. */
    public @Nullable GatherEffect poll() {
        return effects.poll();
    }

    /** For people: each server and what became of asking it. */
    public List<String> report() {
        return report.lines();
    }

    /** Gives relayed addresses back and ends everything. */
    public void close() {
        relays.close();
        queries.clear();
        waiting.clear();
        state = State.CLOSED;
    }

    private void progress(long now) {
        // RFC 8445 §14.2: one new transaction each Ta.
        while (!waiting.isEmpty() && now - nextAt >= 0) {
            nextAt = now + settings.pacing().toNanos();
            waiting.remove().accept(now);
        }
        for (ReflexiveQuery query : queries) {
            byte[] due = query.due(now);
            if (due != null) {
                effects.add(new GatherEffect.SendDatagram(
                        query.base(), query.server().address(), due));
            }
        }
        if (state != State.GATHERING) {
            return;
        }
        boolean over = now - limitAt >= 0;
        boolean idle = waiting.isEmpty() && queries.stream().allMatch(ReflexiveQuery::isOver) && !relays.isTrying();
        if (over || idle) {
            finish();
        }
    }

    private void finish() {
        state = State.COMPLETE;
        waiting.clear();
        for (ReflexiveQuery query : queries) {
            if (!query.isOver()) {
                report.failed(query.server(), "no answer in time");
            }
        }
        queries.clear();
        relays.endTrying();
        effects.add(new GatherEffect.Complete());
    }

    private final class RelayWatcher implements Relays.Watcher {
        @Override
        public void allocated(Relay relay, List<TransportAddress> relayed, TransportAddress mapped) {
            report.worked(relay.server());
            relayed.forEach(address -> found(derived.relayed(address, mapped, relay.server())));
            if (!settings.relayOnly()) {
                relay.base().ifPresent(base -> found(derived.reflexive(base, mapped, relay.server())));
            }
        }

        /** RFC 8489 §10: over the same transport, and never around in a ring. */
        @Override
        public void redirected(Relay relay, TurnEffect.Redirected it) {
            var from = relay.server();
            var to = it.server();
            boolean sameFamily = to.address().isV6() == from.address().address().isV6();
            boolean again = to.equals(from.address()) || !redirectedTo.add(to);
            if (state != State.GATHERING || !sameFamily || again || relay.redirections() >= MAX_REDIRECTIONS) {
                return;
            }
            var next = new IceServer.Turn(to, from.transport(), it.domain().orElse(from.host()), from.credential());
            waiting.add(at -> relays.add(next, relay.base(), relay.redirections() + 1, at));
        }

        @Override
        public void ended(Relay relay, String why) {
            report.failed(relay.server(), why);
        }
    }
}
