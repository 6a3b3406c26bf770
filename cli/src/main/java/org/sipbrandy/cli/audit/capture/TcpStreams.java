package org.sipbrandy.cli.audit.capture;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.sipbrandy.ice.TransportAddress;

/**
 * The connections of a capture, each direction put in order. Bounded: connections that were silent longest are forgotten,
 * and what waits for missing segments is limited altogether. Not thread-safe.
 */
public final class TcpStreams {
    private static final int MAX_DIRECTIONS = 8192;
    private static final int MAX_HELD = 32 << 20;

    private final Consumer<Chunk> out;
    private final Map<Path, TcpDirection> directions = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    private record Path(TransportAddress from, TransportAddress to) {}

    /** @param out gets what is in order */
    public TcpStreams(Consumer<Chunk> out) {
        this.out = out;
    }

    /** Takes a segment. */
    public void add(Packet.Segment segment) {
        var path = new Path(segment.from(), segment.to());
        if (segment.acknowledges()) {
            var other = directions.get(new Path(segment.to(), segment.from()));
            if (other != null) {
                int before = other.held();
                other.acknowledged(segment.acknowledged(), segment.time());
                held += other.held() - before;
            }
        }
        if (segment.payload().length == 0 && !segment.opens()) {
            return;
        }
        var direction = directions.computeIfAbsent(path, it -> new TcpDirection(it.from(), it.to(), out));
        int before = direction.held();
        direction.add(segment);
        if (held + direction.held() - before > MAX_HELD) {
            direction.flush(segment.time());
        }
        held += direction.held() - before;
        if (directions.size() > MAX_DIRECTIONS) {
            var eldest = directions.entrySet().iterator().next();
            directions.remove(eldest.getKey());
            held -= eldest.getValue().held();
        }
    }

    /** The capture is over: what waits is given away. */
    public void end(Instant time) {
        directions.values().forEach(direction -> direction.flush(time));
        directions.clear();
        held = 0;
    }
}
