package org.sipbrandy.testkit.nat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** A NAT between those behind it and everybody else; its mappings last as long as it does. */
public final class Nat {
    private static final int FIRST_PORT = 10_000;

    private final NatBehaviour behaviour;
    private final IpAddress outer;
    private final Map<Key, Mapping> byKey = new HashMap<>();
    private final Map<Integer, Mapping> byPort = new HashMap<>();
    private int nextPort;

    /** @param destination what of it the mapping depends on */
    private record Key(TransportAddress inner, String destination) {}

    private record Mapping(TransportAddress inner, TransportAddress outer, Set<String> letIn) {}

    Nat(IpAddress outer, NatBehaviour behaviour, Random random) {
        this.outer = outer;
        this.behaviour = behaviour;
        this.nextPort = FIRST_PORT + random.nextInt(10_000);
    }

    IpAddress outer() {
        return outer;
    }

    NatBehaviour behaviour() {
        return behaviour;
    }

    /** The address that a datagram has when it leaves. */
    TransportAddress leaving(TransportAddress inner, TransportAddress to) {
        Mapping mapping = byKey.computeIfAbsent(new Key(inner, part(to, behaviour.mapping())), _ -> {
            var made = new Mapping(inner, new TransportAddress(outer, nextPort++), new HashSet<>());
            byPort.put(made.outer().port(), made);
            return made;
        });
        mapping.letIn().add(part(to, behaviour.filtering()));
        return mapping.outer();
    }

    /** Where a datagram to one of its outer addresses goes; nowhere if that is not let in. */
    Optional<TransportAddress> entering(TransportAddress to, TransportAddress from) {
        return Optional.ofNullable(byPort.get(to.port()))
                .filter(it -> it.letIn().contains(part(from, behaviour.filtering())))
                .map(Mapping::inner);
    }

    private static String part(TransportAddress address, NatBehaviour.Dependence dependence) {
        return switch (dependence) {
            case ENDPOINT_INDEPENDENT -> "";
            case ADDRESS_DEPENDENT -> address.address().toString();
            case ADDRESS_AND_PORT_DEPENDENT -> Objects.toString(address);
        };
    }
}
