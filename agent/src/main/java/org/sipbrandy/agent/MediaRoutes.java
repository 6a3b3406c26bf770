package org.sipbrandy.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.agent.net.MediaSockets;
import org.sipbrandy.agent.net.RelayStreams;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidateType;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.gather.GatherEffect;
import org.sipbrandy.ice.gather.GatherSettings;
import org.sipbrandy.ice.gather.Gathering;
import org.sipbrandy.ice.gather.IceServer;

/** The sockets and relays of one call: gathers the candidates of each stream, then carries its datagrams. On the loop only. */
final class MediaRoutes implements AutoCloseable {
    private final Loop loop;
    private final RelayStreams streams;
    private final Call call;
    private final long origin = System.nanoTime();
    private final List<Route> routes = new ArrayList<>();
    private final Map<TransportAddress, Route> byLocal = new HashMap<>();
    private @Nullable MediaSockets sockets;
    private Loop.@Nullable Cancel alarm;
    private long alarmAt = Long.MAX_VALUE;
    private boolean told;
    private boolean closed;

    /** Gets what comes of it. */
    interface Call {
        void gathered(List<Gathered> streams);

        void received(TransportAddress local, TransportAddress from, byte[] datagram, int length);
    }

    /** The candidates of a stream, and for people what became of each server. */
    record Gathered(List<Candidate> candidates, List<String> servers) {
        Gathered {
            candidates = List.copyOf(candidates);
        }
    }

    private static final class Route {
        private final Gathering gathering;
        private final List<Candidate> found = new ArrayList<>();
        private final Map<Integer, RelayStreams.Stream> connections = new HashMap<>();
        private boolean complete;

        private Route(Gathering gathering) {
            this.gathering = gathering;
        }
    }

    MediaRoutes(Loop loop, RelayStreams streams, Call call) {
        this.loop = loop;
        this.streams = streams;
        this.call = call;
    }

    /** The sockets are open: those of each stream are gathered for. */
    void begin(
            MediaSockets open,
            List<List<TransportAddress>> each,
            List<IceServer> servers,
            GatherSettings settings,
            RandomGenerator random) {
        if (closed) {
            open.close();
            return;
        }
        sockets = open;
        for (List<TransportAddress> stream : each) {
            var route = new Route(new Gathering(stream, 1, servers, settings, random));
            routes.add(route);
            stream.forEach(local -> byLocal.put(local, route));
        }
        for (Route route : routes) {
            route.gathering.start(now());
            settle(route);
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    /** A datagram came on a socket. */
    void received(TransportAddress local, TransportAddress from, byte[] datagram, int length) {
        var route = byLocal.get(local);
        if (route != null && !closed) {
            if (route.gathering.receive(local, from, datagram, now())) {
                settle(route);
            } else {
                call.received(local, from, datagram, length);
            }
        }
    }

    /** Sends from a socket, or from a relayed address. */
    void send(TransportAddress local, TransportAddress remote, byte[] datagram) {
        var route = byLocal.get(local);
        if (route == null || closed) {
            return;
        }
        if (route.gathering.send(local, remote, datagram, now())) {
            settle(route);
        } else {
            write(local, remote, datagram);
        }
    }

    private void write(TransportAddress local, TransportAddress remote, byte[] datagram) {
        var open = sockets;
        if (open != null) {
            open.send(local, remote, datagram);
        }
    }

    private void settle(Route route) {
        for (var effect = route.gathering.poll(); effect != null; effect = route.gathering.poll()) {
            perform(route, effect);
        }
        if (!told && routes.stream().allMatch(it -> it.complete)) {
            told = true;
            call.gathered(routes.stream()
                    .map(it -> new Gathered(it.found, it.gathering.report()))
                    .toList());
        }
        arm();
    }

    private void perform(Route route, GatherEffect effect) {
        switch (effect) {
            case GatherEffect.SendDatagram it -> write(it.local(), it.remote(), it.datagram());
            case GatherEffect.Connect it ->
                route.connections.put(
                        it.connection(), streams.connect(it.server(), new Connection(route, it.connection())));
            case GatherEffect.SendStream(int connection, byte[] bytes) -> {
                var stream = route.connections.get(connection);
                if (stream != null) {
                    stream.write(bytes);
                }
            }
            case GatherEffect.Disconnect(int connection) -> {
                var stream = route.connections.remove(connection);
                if (stream != null) {
                    stream.close();
                }
            }
            case GatherEffect.Found(var candidate) -> {
                route.found.add(candidate);
                if (candidate.type() == CandidateType.RELAYED) {
                    byLocal.put(candidate.base(), route);
                }
            }
            case GatherEffect.Complete _ -> route.complete = true;
            case GatherEffect.FromPeer(var relayed, var peer, var datagram) ->
                call.received(relayed, peer, datagram, datagram.length);
        }
    }

    private final class Connection implements RelayStreams.Listener {
        private final Route route;
        private final int number;

        private Connection(Route route, int number) {
            this.route = route;
            this.number = number;
        }

        @Override
        public void connected() {
            route.gathering.connected(number, now());
            settle(route);
        }

        @Override
        public void read(byte[] bytes) {
            route.gathering.read(number, bytes, now());
            settle(route);
        }

        @Override
        public void lost(String why) {
            route.gathering.connectionLost(number, why, now());
            settle(route);
        }
    }

    private void arm() {
        long deadline =
                routes.stream().mapToLong(it -> it.gathering.deadline()).min().orElse(Long.MAX_VALUE);
        if (deadline == alarmAt) {
            return;
        }
        var old = alarm;
        if (old != null) {
            old.cancel();
        }
        alarmAt = deadline;
        alarm = deadline == Long.MAX_VALUE ? null : loop.schedule(this::ring, deadline - now());
    }

    private void ring() {
        alarm = null;
        alarmAt = Long.MAX_VALUE;
        for (Route route : routes) {
            route.gathering.timeout(now());
            settle(route);
        }
    }

    /** Gives relayed addresses back, then closes every socket and connection. */
    @Override
    public void close() {
        told = true;
        for (Route route : routes) {
            route.gathering.close();
            settle(route);
            route.connections.values().forEach(RelayStreams.Stream::close);
            route.connections.clear();
        }
        closed = true;
        var open = sockets;
        if (open != null) {
            open.close();
        }
    }
}
