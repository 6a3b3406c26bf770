package org.sipbrandy.ice.turn;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.TransportAddress;

/** Short numbers for peers (RFC 8656 §12). None is ever given to another peer, so none is confused. */
final class Channels {
    private static final int FIRST = 0x4000;
    private static final int MAX_CHANNELS = 64;

    /** They last 10 minutes. */
    private static final long REFRESH = Duration.ofMinutes(8).toNanos();

    private static final class Channel {
        private final int number;
        private boolean bound;
        private boolean refused;
        private boolean used;
        private long refreshAt = Long.MAX_VALUE;

        private Channel(int number) {
            this.number = number;
        }
    }

    private final Map<TransportAddress, Channel> byPeer = new LinkedHashMap<>();
    private final Map<Integer, TransportAddress> byNumber = new HashMap<>();

    /** The number that datagrams to the peer may be sent with, or 0. */
    int bound(TransportAddress peer) {
        Channel channel = byPeer.get(peer);
        if (channel == null || !channel.bound) {
            return 0;
        }
        channel.used = true;
        return channel.number;
    }

    /** The number to be bound for the peer; 0 if there is none left or the server does not want to. */
    int wanted(TransportAddress peer) {
        Channel channel = byPeer.get(peer);
        if (channel == null) {
            if (byPeer.size() >= MAX_CHANNELS) {
                return 0;
            }
            channel = new Channel(FIRST + byPeer.size());
            byPeer.put(peer, channel);
            byNumber.put(channel.number, peer);
        }
        return channel.bound || channel.refused ? 0 : channel.number;
    }

    /** Whose datagrams come with this number; null if nobody's. */
    @Nullable
    TransportAddress peer(int number) {
        return byNumber.get(number);
    }

    void bound(TransportAddress peer, long now) {
        Channel channel = byPeer.get(peer);
        if (channel != null) {
            channel.bound = true;
            channel.used = false;
            channel.refreshAt = now + REFRESH;
        }
    }

    void refused(TransportAddress peer) {
        Channel channel = byPeer.get(peer);
        if (channel != null) {
            channel.bound = false;
            channel.refused = true;
            channel.refreshAt = Long.MAX_VALUE;
        }
    }

    /** Bindings to be asked for again; those that were not used lapse. */
    List<TurnRequest.Bind> due(long now) {
        for (Channel channel : byPeer.values()) {
            if (now - channel.refreshAt >= 0 && !channel.used) {
                channel.bound = false;
                channel.refreshAt = Long.MAX_VALUE;
            }
        }
        List<TurnRequest.Bind> due = byPeer.entrySet().stream()
                .filter(it -> now - it.getValue().refreshAt >= 0)
                .map(it -> new TurnRequest.Bind(it.getValue().number, it.getKey()))
                .toList();
        for (TurnRequest.Bind bind : due) {
            bound(bind.peer(), now);
        }
        return due;
    }

    long deadline() {
        return byPeer.values().stream().mapToLong(it -> it.refreshAt).min().orElse(Long.MAX_VALUE);
    }
}
