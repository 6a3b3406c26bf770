package org.sipbrandy.cli.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.cli.audit.capture.Chunk;
import org.sipbrandy.ice.TransportAddress;
import org.sipbrandy.sip.message.ParseResult;
import org.sipbrandy.sip.message.SipStreamDecoder;
import org.sipbrandy.sip.message.StreamEvent;

/**
 * Finds SIP on connections, on whatever port; where octets are missing, or the capture began within a connection, it goes
 * on at the next start line. Bounded: of connections beyond the limit those that were silent longest are forgotten. Not
 * thread-safe.
 */
final class SipStreams {
    private static final int MAX_STREAMS = 4096;
    private static final int MAX_TLS_PORTS = 64;
    private static final long MAX_HELD = 32L << 20;
    private static final int LONGEST_BEGIN = 4096;
    private static final byte[] NOTHING = {};

    private final Consumer<Sighting> out;
    private final Map<Path, Stream> streams = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Integer> tlsPorts = new TreeSet<>();
    private long held;

    private record Path(TransportAddress from, TransportAddress to) {}

    private enum Kind {
        UNDECIDED,
        SIP,
        /** No SIP, or none that can be read. */
        OTHER
    }

    private static final class Stream {
        private Kind kind = Kind.UNDECIDED;
        private byte[] begun = NOTHING;
        private @Nullable SipStreamDecoder decoder;
        private long unread;
    }

    SipStreams(Consumer<Sighting> out) {
        this.out = out;
    }

    /** The ports on which TLS was begun: what it carried cannot be told from outside. */
    Set<Integer> tlsPorts() {
        return Set.copyOf(tlsPorts);
    }

    void add(Chunk chunk) {
        var path = new Path(chunk.from(), chunk.to());
        if (!chunk.follows()) {
            forget(streams.remove(path));
        }
        var stream = streams.computeIfAbsent(path, _ -> new Stream());
        switch (stream.kind) {
            case SIP -> read(stream, chunk, chunk.octets());
            case UNDECIDED -> decide(stream, chunk);
            case OTHER -> {
                if (SipStart.at(chunk.octets(), 0)) { // the capture began in the middle of a message
                    stream.kind = Kind.SIP;
                    read(stream, chunk, chunk.octets());
                }
            }
        }
        while (streams.size() > MAX_STREAMS || held > MAX_HELD) {
            var eldest = streams.keySet().iterator().next();
            forget(streams.remove(eldest));
        }
    }

    private void forget(@Nullable Stream stream) {
        if (stream != null) {
            held -= stream.unread;
        }
    }

    private void decide(Stream stream, Chunk chunk) {
        byte[] octets = joined(stream.begun, chunk.octets());
        stream.begun = NOTHING;
        if (SipStart.find(octets, 0) >= 0) {
            stream.kind = Kind.SIP;
            read(stream, chunk, octets);
        } else if (mayBegin(octets)) {
            stream.begun = octets;
        } else {
            stream.kind = Kind.OTHER;
            if (isClientHello(octets) && tlsPorts.size() < MAX_TLS_PORTS) {
                tlsPorts.add(chunk.to().port());
            }
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    /** Whether it may be a start line that is not there to its end, after keep-alives (RFC 5626 §3.5.1). */
    private static boolean mayBegin(byte[] octets) {
        int at = 0;
        while (at < octets.length && (octets[at] == '\r' || octets[at] == '\n')) {
            at++;
        }
        for (int i = at; i < octets.length; i++) {
            boolean fits = i == at ? octets[i] >= 'A' && octets[i] <= 'Z' : octets[i] >= ' ' || octets[i] == '\r';
            if (!fits) {
                return false;
            }
        }
        return octets.length <= LONGEST_BEGIN;
    }

    /** RFC 8446 §4, §5.1. */
    private static boolean isClientHello(byte[] octets) {
        return octets.length > 5 && octets[0] == 22 && octets[1] == 3 && octets[5] == 1;
    }

    private void read(Stream stream, Chunk chunk, byte[] octets) {
        var decoder = stream.decoder;
        int from = 0;
        if (decoder == null) {
            from = SipStart.find(octets, 0);
            if (from < 0) {
                return;
            }
            decoder = SipStreamDecoder.accepted();
            stream.decoder = decoder;
        }
        decoder.receive(octets, from, octets.length - from);
        stream.unread += octets.length - from;
        held += octets.length - from;
        long before = decoder.consumed();
        StreamEvent event;
        while ((event = decoder.poll()) != null) {
            switch (event) {
                case StreamEvent.Received(ParseResult result) -> {
                    if (result instanceof ParseResult.Parsed(var message)) {
                        out.accept(new Sighting(chunk.time(), "tcp", chunk.from(), chunk.to(), message));
                    }
                }
                case StreamEvent.Ping _, StreamEvent.Pong _ -> {}
                case StreamEvent.Lost _ -> stream.decoder = null;
            }
        }
        long read = stream.decoder == null ? stream.unread : decoder.consumed() - before;
        stream.unread -= read;
        held -= read;
    }
}
