package org.sipbrandy.ice.gather;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.ice.turn.TurnAllocation;
import org.sipbrandy.ice.turn.TurnEffect;

/** The allocations of a gathering, those that are tried and those that are used. */
final class Relays {
    private final RandomGenerator random;
    private final Consumer<GatherEffect> effects;
    private final Watcher watcher;
    private final List<Relay> all = new ArrayList<>();
    private final Map<TransportAddress, Relay> byRelayed = new HashMap<>();
    private int connections;

    /** Gets to know what becomes of them. */
    interface Watcher {
        /** @param relayed those that no other relay has */
        void allocated(Relay relay, List<TransportAddress> relayed, TransportAddress mapped);

        void redirected(Relay relay, TurnEffect.Redirected to);

        void ended(Relay relay, String why);
    }

    Relays(RandomGenerator random, Consumer<GatherEffect> effects, Watcher watcher) {
        this.random = random;
        this.effects = effects;
        this.watcher = watcher;
    }

    void add(IceServer.Turn server, Optional<TransportAddress> base, int redirections, long now) {
        var allocation = new TurnAllocation(server.credential(), base.isEmpty(), random);
        var relay = new Relay(server, base, base.isEmpty() ? ++connections : 0, allocation, redirections);
        all.add(relay);
        if (base.isPresent()) {
            allocation.start(now);
            collect(relay);
        } else {
            effects.accept(new GatherEffect.Connect(relay.connection(), server));
        }
    }

    void connected(int connection, long now) {
        on(connection).ifPresent(relay -> {
            relay.allocation().start(now);
            collect(relay);
        });
    }

    void connectionLost(int connection, String why) {
        on(connection).ifPresent(relay -> {
            relay.allocation().connectionLost(why);
            collect(relay);
        });
    }

    void read(int connection, byte[] bytes, long now) {
        on(connection).ifPresent(relay -> {
            relay.read(bytes, now);
            collect(relay);
        });
    }

    private Optional<Relay> on(int connection) {
        return find(it -> connection != 0 && it.connection() == connection);
    }

    /** Whether the datagram came from a server that is reached from that socket. */
    boolean receive(TransportAddress local, TransportAddress from, byte[] datagram, long now) {
        for (Relay relay : all) {
            if (relay.progress() != Relay.Progress.ENDED && relay.reaches(local, from)) {
                relay.allocation().receive(datagram, now);
                collect(relay);
                return true;
            }
        }
        return false;
    }

    /** Whether the base is a relayed address. */
    boolean send(TransportAddress base, TransportAddress remote, byte[] datagram, long now) {
        Relay relay = byRelayed.get(base);
        if (relay == null) {
            return false;
        }
        relay.allocation().send(remote, datagram, now);
        collect(relay);
        return true;
    }

    void timeout(long now) {
        for (Relay relay : List.copyOf(all)) {
            relay.allocation().timeout(now);
            collect(relay);
        }
    }

    long deadline() {
        long deadline = Long.MAX_VALUE;
        for (Relay relay : all) {
            deadline = Math.min(deadline, relay.allocation().deadline());
        }
        return deadline;
    }

    boolean isTrying() {
        return find(it -> it.progress() == Relay.Progress.TRYING).isPresent();
    }

    /** Those that gave nothing yet are given up. */
    void endTrying() {
        for (Relay relay : List.copyOf(all)) {
            if (relay.progress() == Relay.Progress.TRYING) {
                giveUp(relay);
                watcher.ended(relay, "no answer in time");
            }
        }
    }

    void close() {
        List.copyOf(all).forEach(this::giveUp);
    }

    private void giveUp(Relay relay) {
        if (relay.progress() != Relay.Progress.ENDED) {
            relay.allocation().close();
            collect(relay);
            end(relay);
        }
    }

    private void end(Relay relay) {
        if (relay.progress() != Relay.Progress.ENDED) {
            relay.progress(Relay.Progress.ENDED);
            if (relay.connection() != 0) {
                effects.accept(new GatherEffect.Disconnect(relay.connection()));
            }
        }
    }

    private Optional<Relay> find(Predicate<Relay> wanted) {
        for (Relay relay : all) {
            if (wanted.test(relay)) {
                return Optional.of(relay);
            }
        }
        return Optional.empty();
    }

    private void collect(Relay relay) {
        @Nullable TurnEffect effect;
        while ((effect = relay.allocation().poll()) != null) {
            switch (effect) {
                case TurnEffect.ToServer(var message) -> effects.accept(relay.toServer(message));
                case TurnEffect.Allocated(var relayed, var mapped) -> {
                    relay.progress(Relay.Progress.ALLOCATED);
                    var fresh = relayed.stream()
                            .filter(address -> byRelayed.putIfAbsent(address, relay) == null)
                            .toList();
                    watcher.allocated(relay, fresh, mapped);
                }
                case TurnEffect.FromPeer(var relayed, var peer, var datagram) ->
                    effects.accept(new GatherEffect.FromPeer(relayed, peer, datagram));
                case TurnEffect.Redirected it -> watcher.redirected(relay, it);
                case TurnEffect.Ended(var _, var detail) -> {
                    end(relay);
                    watcher.ended(relay, detail);
                }
            }
        }
    }
}
