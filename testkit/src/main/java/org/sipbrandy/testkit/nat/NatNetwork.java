package org.sipbrandy.testkit.nat;

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
import org.sipbrandy.testkit.world.LinkQuality;

/** Hosts, NATs before some of them, and what travels between, in virtual time. Not thread-safe. */
public final class NatNetwork {
    private final Random random;
    private final LinkQuality link;
    private final Map<IpAddress, Host> hosts = new HashMap<>();
    private final Map<IpAddress, Nat> before = new HashMap<>();
    private final Map<IpAddress, Nat> byOuter = new HashMap<>();
    private final List<Host> all = new ArrayList<>();
    private final PriorityQueue<Arrival> flying =
            new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::order));
    private long now = 1_000_000_000L;
    private long order;

    /** Somebody with addresses. */
    public interface Host {
        /** A datagram came. */
        void received(TransportAddress local, TransportAddress from, byte[] datagram, long now);

        /** Does what is due. */
        void timeout(long now);

        /** When it wants that. */
        long deadline();
    }

    private record Arrival(
            long at, long order, Host host, TransportAddress to, TransportAddress from, byte[] datagram) {}

    public NatNetwork(long seed, LinkQuality link) {
        this.random = new Random(seed);
        this.link = link;
    }

    public long now() {
        return now;
    }

    /** A NAT with that outer address. */
    public Nat nat(String outer, NatBehaviour behaviour) {
        var nat = new Nat(IpAddress.parse(outer), behaviour, random);
        byOuter.put(nat.outer(), nat);
        return nat;
    }

    /** Puts a host on the network, under one more address if it is there already. */
    public void attach(String address, Host host) {
        hosts.put(IpAddress.parse(address), host);
        if (!all.contains(host)) {
            all.add(host);
        }
    }

    /** As above, behind a NAT. */
    public void attach(String address, Host host, Nat nat) {
        attach(address, host);
        before.put(IpAddress.parse(address), nat);
    }

    /** A datagram leaves a host. */
    public void send(TransportAddress from, TransportAddress to, byte[] datagram) {
        Nat ours = before.get(from.address());
        Nat theirs = before.get(to.address());
        if (theirs != null) {
            // An inner address: only whoever is inside reaches it.
            if (theirs == ours) {
                carry(to, from, datagram);
            }
            return;
        }
        TransportAddress seen = ours == null ? from : ours.leaving(from, to);
        Nat entered = byOuter.get(to.address());
        if (entered == null) {
            carry(to, seen, datagram);
            return;
        }
        if (entered == ours && !ours.behaviour().hairpin()) {
            return;
        }
        Optional<TransportAddress> inner = entered.entering(to, seen);
        inner.ifPresent(it -> carry(it, seen, datagram));
    }

    private void carry(TransportAddress to, TransportAddress from, byte[] datagram) {
        Host host = hosts.get(to.address());
        if (host == null || random.nextDouble() < link.loss()) {
            return;
        }
        int copies = random.nextDouble() < link.duplication() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long jitter =
                    link.jitter().isZero() ? 0 : random.nextLong(link.jitter().toNanos());
            flying.add(new Arrival(now + link.delay().toNanos() + jitter, order++, host, to, from, datagram.clone()));
        }
    }

    /**
     * Lets time pass until that is so, or the time is over.
     *
     * @return whether it is so
     */
    public boolean run(long until, BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            long next = flying.isEmpty() ? Long.MAX_VALUE : flying.peek().at();
            Optional<Host> due = Optional.empty();
            for (Host host : all) {
                if (host.deadline() < next) {
                    next = host.deadline();
                    due = Optional.of(host);
                }
            }
            if (next > until) {
                now = Math.max(now, until);
                return false;
            }
            now = Math.max(now, next);
            if (due.isPresent()) {
                due.get().timeout(now);
            } else {
                Arrival it = flying.remove();
                it.host().received(it.to(), it.from(), it.datagram(), now);
            }
        }
        return true;
    }
}
