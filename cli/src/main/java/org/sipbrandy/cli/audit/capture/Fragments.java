package org.sipbrandy.cli.audit.capture;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts IP packets together from their fragments. Bounded: what is incomplete is forgotten, the oldest first. */
final class Fragments {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // RFC 8200 §4.5
    private static final int MAX_PACKETS = 256;
    private static final int MAX_OCTETS = 65_535;
    private static final int MAX_PIECES = 128;

    private final Map<Key, Incomplete> packets = new LinkedHashMap<>();

    private record Key(ByteBuffer source, ByteBuffer destination, int protocol, long identification) {}

    private static final class Incomplete {
        private final Instant since;
        private final TreeMap<Integer, byte[]> pieces = new TreeMap<>();
        private int length = -1;
        private int held;

        Incomplete(Instant since) {
            this.since = since;
        }
    }

    /** The whole packet that this fragment completes; empty while it is incomplete. */
    Optional<IpPacket> add(IpPacket fragment, Instant now) {
        var key = new Key(
                ByteBuffer.wrap(fragment.source()),
                ByteBuffer.wrap(fragment.destination()),
                fragment.source().length == 4 ? fragment.protocol() : 0, // RFC 8200 §4.5: without it
                fragment.identification());
        var packet = packets.get(key);
        if (packet == null || packet.since.plus(PATIENCE).isBefore(now)) {
            packets.remove(key);
            packet = new Incomplete(now);
            packets.put(key, packet);
            if (packets.size() > MAX_PACKETS) {
                packets.remove(packets.keySet().iterator().next());
            }
        }
        if (!take(packet, fragment)) {
            packets.remove(key); // RFC 5722 §4: overlapping fragments, and with them the packet, are dropped
            return Optional.empty();
        }
        if (packet.length < 0 || packet.held < packet.length) {
            return Optional.empty();
        }
        packets.remove(key);
        return Optional.of(whole(packet, fragment));
    }

    private static boolean take(Incomplete packet, IpPacket fragment) {
        int begin = fragment.offset();
        int end = begin + fragment.payload().length;
        byte[] same = packet.pieces.get(begin);
        if (same != null) {
            return java.util.Arrays.equals(same, fragment.payload()); // captured twice
        }
        var before = packet.pieces.lowerEntry(begin);
        var after = packet.pieces.higherKey(begin);
        boolean overlaps =
                before != null && before.getKey() + before.getValue().length > begin || after != null && after < end;
        boolean beyond = packet.length >= 0 && end > packet.length;
        if (overlaps || beyond || end > MAX_OCTETS || packet.pieces.size() >= MAX_PIECES || begin == end) {
            return false;
        }
        packet.pieces.put(begin, fragment.payload());
        packet.held += end - begin;
        if (!fragment.more()) {
            if (packet.length >= 0 || packet.pieces.lastKey() > begin) {
                return false;
            }
            packet.length = end;
        }
        return true;
    }

    private static IpPacket whole(Incomplete packet, IpPacket any) {
        var octets = ByteBuffer.allocate(packet.length);
        packet.pieces.values().forEach(octets::put);
        return new IpPacket(
                any.source(), any.destination(), any.protocol(), any.identification(), 0, false, octets.array());
    }
}
