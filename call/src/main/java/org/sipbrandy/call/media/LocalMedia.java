package org.sipbrandy.call.media;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.TransportAddress;

/**
 * Our end of one stream, once its candidates are gathered.
 *
 * @param candidates best first; empty if there is no way to send or receive anything
 * @param signallingOverV6 whether signalling goes by IPv6
 * @param servers for people: what became of asking each STUN and TURN server
 */
public record LocalMedia(List<Candidate> candidates, boolean signallingOverV6, List<String> servers) {
    /** The unlikelier a type is to be blocked, the earlier (RFC 8445 §5.1.4): relayed, server-reflexive, host. */
    private static final Comparator<Candidate> REACHABLE =
            Comparator.comparingInt(candidate -> candidate.type().preference());

    public LocalMedia {
        candidates = candidates.stream()
                .sorted(Comparator.comparingLong(Candidate::priority).reversed())
                .toList();
        servers = List.copyOf(servers);
    }

    /** Without any server. */
    public static LocalMedia of(List<Candidate> candidates, boolean signallingOverV6) {
        return new LocalMedia(candidates, signallingOverV6, List.of());
    }

    /** Whether there is no way at all. */
    public boolean isEmpty() {
        return candidates.isEmpty();
    }

    /**
     * The address for {@code c=} and {@code m=}, where a peer without ICE would send: of the family of signalling if
     * there is one.
     */
    public Optional<TransportAddress> defaultAddress() {
        return candidates.stream()
                .min(Comparator.<Candidate, Boolean>comparing(
                                it -> it.address().address().isV6() != signallingOverV6)
                        .thenComparing(REACHABLE))
                .map(Candidate::address);
    }

    /** For people: why there is nothing, or what there is not. */
    public static String shortfall(List<LocalMedia> streams) {
        return streams.stream()
                .flatMap(it -> it.servers().stream())
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .map(it -> " (" + it + ")")
                .orElse("");
    }
}
