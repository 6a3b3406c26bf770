package org.sipbrandy.ice.turn;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** From whom the server lets datagrams through to us (RFC 8656 §9), and what waits until it does. */
final class Permissions {
    /** They last 5 minutes; a minute is left for the refresh. */
    static final long REFRESH = Duration.ofMinutes(4).toNanos();

    private static final int MAX_PEERS = 128;
    private static final int MAX_WAITING = 8;

    enum State {
        REQUESTED,
        GRANTED,
        REFUSED
    }

    record Waiting(TransportAddress peer, byte[] datagram) {}

    private static final class Permission {
        private State state = State.REQUESTED;
        private long refreshAt;
        private boolean used = true;
        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    }

    private final Map<IpAddress, Permission> all = new LinkedHashMap<>();

    /** The state towards a peer; null if nothing was asked for. */
    @Nullable
    State state(IpAddress peer) {
        Permission permission = all.get(peer);
        return permission == null ? null : permission.state;
    }

    /** Whether a new permission is to be asked for: there is room for it. */
    boolean request(IpAddress peer, long now) {
        if (all.containsKey(peer) || all.size() >= MAX_PEERS) {
            return false;
        }
        Permission permission = new Permission();
        permission.refreshAt = now + REFRESH;
        all.put(peer, permission);
        return true;
    }

    void use(IpAddress peer) {
        Permission permission = all.get(peer);
        if (permission != null) {
            permission.used = true;
        }
    }

    /** Keeps a datagram until the answer is there; the oldest gives way. */
    void await(TransportAddress peer, byte[] datagram) {
        Permission permission = all.get(peer.address());
        if (permission != null) {
            if (permission.waiting.size() == MAX_WAITING) {
                permission.waiting.remove();
            }
            permission.waiting.add(new Waiting(peer, datagram));
        }
    }

    /** What waited for it. */
    List<Waiting> granted(IpAddress peer, long now) {
        Permission permission = all.get(peer);
        if (permission == null) {
            return List.of();
        }
        permission.state = State.GRANTED;
        permission.refreshAt = now + REFRESH;
        List<Waiting> waited = List.copyOf(permission.waiting);
        permission.waiting.clear();
        return waited;
    }

    /** Not to be asked for again soon. */
    void refused(IpAddress peer) {
        Permission permission = all.get(peer);
        if (permission != null) {
            permission.state = State.REFUSED;
            permission.waiting.clear();
        }
    }

    /** Peers whose permission is to be asked for again; those that nothing was sent to are given up. */
    List<IpAddress> due(long now) {
        all.values().removeIf(it -> now - it.refreshAt >= 0 && (!it.used || it.state == State.REFUSED));
        List<IpAddress> due = all.entrySet().stream()
                .filter(it -> now - it.getValue().refreshAt >= 0)
                .map(Map.Entry::getKey)
                .toList();
        for (IpAddress peer : due) {
            Permission permission = all.get(peer);
            if (permission != null) {
                permission.refreshAt = now + REFRESH;
                permission.used = false;
            }
        }
        return due;
    }

    long deadline() {
        return all.values().stream().mapToLong(it -> it.refreshAt).min().orElse(Long.MAX_VALUE);
    }
}
