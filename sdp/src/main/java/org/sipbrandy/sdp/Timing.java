package org.sipbrandy.sdp;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.sdp.grammar.SdpGrammar;
import org.sipbrandy.sdp.grammar.Words;

/**
 * A {@code t=} line with the {@code r=} lines that follow it and their {@code z=} line (RFC 8866 §5.9 to 5.11).
 *
 * @param start seconds since 1900, 0 for unbounded
 * @param stop seconds since 1900, 0 for unbounded
 * @param repeats what follows {@code r=}, as received
 * @param zone what follows {@code z=}, as received
 */
public record Timing(long start, long stop, List<String> repeats, Optional<String> zone) {
    /** {@code t=0 0}, which offers and answers use (RFC 3264 §5). */
    public static final Timing UNBOUNDED = new Timing(0, 0, List.of(), Optional.empty());

    public Timing {
        if (start < 0 || stop < 0) {
            throw new SdpParseException(0, "time is negative");
        }
        repeats = List.copyOf(repeats);
        repeats.forEach(r -> SdpGrammar.byteString(r, "repeat line"));
        zone.ifPresent(z -> SdpGrammar.byteString(z, "zone line"));
    }

    /** Reads what follows {@code t=}. */
    public static Timing parse(String text) {
        var words = new Words(text);
        long start = words.number(0, Long.MAX_VALUE, "start time");
        long stop = words.number(0, Long.MAX_VALUE, "stop time");
        words.end("timing");
        return new Timing(start, stop, List.of(), Optional.empty());
    }

    /** What follows {@code t=}. */
    @Override
    public String toString() {
        return start + " " + stop;
    }
}
