package org.sipbrandy.ice;

import java.util.Optional;

/**
 * A candidate over UDP, ours or the peer's (RFC 8445 §5.1).
 *
 * @param foundation 1 to 32 ice-chars
 * @param component 1 to 256; 1 is RTP, and RTCP with it when they share the port
 * @param priority 1 to 2^31 − 1
 * @param address what the peer sends to
 * @param base what we send from; of a peer's candidate, and of host and relayed ones, the address itself
 * @param related for diagnosis only (raddr and rport)
 */
public record Candidate(
        String foundation,
        int component,
        long priority,
        TransportAddress address,
        CandidateType type,
        TransportAddress base,
        Optional<TransportAddress> related) {
    public Candidate {
        if (!IceChars.within(foundation, 1, 32)) {
            throw new IllegalArgumentException("a foundation is 1 to 32 ice-chars");
        }
        if (component < 1 || component > 256) {
            throw new IllegalArgumentException("a component is 1 to 256, not " + component);
        }
        if (priority < 1 || priority > CandidatePriority.MAX) {
            throw new IllegalArgumentException("a priority is 1 to 2^31-1, not " + priority);
        }
        if (address.address().isV6() != base.address().isV6()) {
            throw new IllegalArgumentException("a candidate and its base are of one address family");
        }
    }

    /** A host candidate of ours: it is its own base. {@link HostCandidates} makes them for a whole host. */
    public static Candidate host(String foundation, int component, long priority, TransportAddress address) {
        return new Candidate(foundation, component, priority, address, CandidateType.HOST, address, Optional.empty());
    }

    /** A candidate that the peer told us of. */
    public static Candidate remote(
            String foundation,
            int component,
            long priority,
            TransportAddress address,
            CandidateType type,
            Optional<TransportAddress> related) {
        return new Candidate(foundation, component, priority, address, type, address, related);
    }

    /** E.g. {@code host 192.0.2.1:5000}. */
    @Override
    public String toString() {
        return type.token() + " " + address;
    }
}
