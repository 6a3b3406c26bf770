package org.sipbrandy.cli.audit.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sipbrandy.ice.TransportAddress;

/**
 * One direction of a connection, put in order: segments that came late wait, octets that came twice are taken once, as
 * they came first. Where octets are missing for good, it goes on behind them and says so.
 */
final class TcpDirection {
    private static final int MAX_WAITING = 1 << 18;
    private static final int MAX_SEGMENTS = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final TransportAddress from;
    private final TransportAddress to;
    private final Consumer<Chunk> out;
    /** By their place in the stream, which unlike a sequence number does not wrap. */
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();

    private boolean begun;
    private boolean follows;
    private long next;
    private int held;
    private Instant waitingSince = Instant.EPOCH;

    TcpDirection(TransportAddress from, TransportAddress to, Consumer<Chunk> out) {
        this.from = from;
        this.to = to;
        this.out = out;
    }

    int held() {
        return held;
    }

    void add(Packet.Segment segment) {
        if (segment.opens()) {
            if (begun && place(segment.sequence() + 1) == next) {
                return; // the same SYN again
            }
            flush(segment.time());
            next = place(segment.sequence() + 1);
            begun = true;
            follows = false;
        }
        byte[] octets = segment.payload();
        if (octets.length == 0) {
            return;
        }
        long at = segment.opens() ? next : place(segment.sequence());
        if (!begun) {
            begun = true;
            next = at;
        }
        if (at <= next) {
            take(at, octets, segment.time());
            release(segment.time());
        } else {
            hold(at, octets, segment.time());
        }
    }

    /** RFC 9293 §3.4: sequence numbers are counted modulo 2^32. */
    private long place(long sequence) {
        return begun ? next + (int) (sequence - next) : sequence & 0xffff_ffffL;
    }

    /** The other side has everything up to there: what is not here was not captured, or is about to be. */
    void acknowledged(long sequence, Instant now) {
        if (begun
                && !waiting.isEmpty()
                && place(sequence) > next
                && waitingSince.plus(PATIENCE).isBefore(now)) {
            skip(now);
        }
    }

    private void hold(long at, byte[] octets, Instant now) {
        if (waiting.isEmpty()) {
            waitingSince = now;
        }
        byte[] known = waiting.get(at);
        if (known == null || known.length < octets.length) {
            held += octets.length - (known == null ? 0 : known.length);
            waiting.put(at, octets);
        }
        while (held > MAX_WAITING || waiting.size() > MAX_SEGMENTS) {
            skip(now);
        }
    }

    private void take(long at, byte[] octets, Instant now) {
        int old = (int) Math.min(octets.length, next - at);
        if (old < octets.length) {
            byte[] fresh = old == 0 ? octets : Arrays.copyOfRange(octets, old, octets.length);
            next += fresh.length;
            out.accept(new Chunk(now, from, to, fresh, follows));
            follows = true;
        }
    }

    private void release(Instant now) {
        for (Map.Entry<Long, byte[]> first = waiting.firstEntry();
                first != null && first.getKey() <= next;
                first = waiting.firstEntry()) {
            waiting.pollFirstEntry();
            held -= first.getValue().length;
            take(first.getKey(), first.getValue(), now);
        }
    }

    /** Goes on behind what is missing. */
    void skip(Instant now) {
        if (!waiting.isEmpty()) {
            next = waiting.firstKey();
            follows = false;
            release(now);
            waitingSince = now;
        }
    }

    /** Gives away all that waits; nothing comes any more. */
    void flush(Instant now) {
        while (!waiting.isEmpty()) {
            skip(now);
        }
    }
}
