package org.sipbrandy.ice;

import java.util.ArrayList;
import java.util.List;

/** Host candidates of the sockets of one component, IPv6 and IPv4 interleaved by RFC 8421 §4. */
public final class HostCandidates {
    private HostCandidates() {}

    /**
     * The candidates of these local addresses, best first; priorities and foundations are unique for each address.
     *
     * <p>Addresses of each family are taken in the order given. Unspecified, multicast, IPv4-mapped and site-local
     * addresses cannot be candidates and are left out (RFC 8445 §5.1.1.1). Loopback addresses are left out as well
     * unless {@code loopback} says that the call stays on this machine.
     *
     * @param component 1 to 256
     */
    public static List<Candidate> of(List<TransportAddress> addresses, int component, boolean loopback) {
        List<TransportAddress> v6 = usable(addresses, true, loopback);
        List<TransportAddress> v4 = usable(addresses, false, loopback);
        List<Candidate> candidates = new ArrayList<>(v6.size() + v4.size());
        // RFC 8421 §4.1: no family gets all the high preferences; IPv6 begins (RFC 6724).
        int longer = Math.max(v6.size(), v4.size());
        for (int i = 0; i < longer; i++) {
            if (i < v6.size()) {
                candidates.add(candidate(v6.get(i), component, candidates.size()));
            }
            if (i < v4.size()) {
                candidates.add(candidate(v4.get(i), component, candidates.size()));
            }
        }
        return List.copyOf(candidates);
    }

    private static List<TransportAddress> usable(List<TransportAddress> addresses, boolean v6, boolean loopback) {
        return addresses.stream()
                .filter(a -> a.address().isV6() == v6 && usable(a.address(), loopback))
                .distinct()
                .toList();
    }

    private static boolean usable(IpAddress address, boolean loopback) {
        boolean excluded =
                address.isUnspecified() || address.isMulticast() || address.isV4Mapped() || address.isSiteLocal();
        return !excluded && (loopback || !address.isLoopback());
    }

    private static Candidate candidate(TransportAddress address, int component, int rank) {
        long priority = CandidatePriority.of(CandidateType.HOST, 0xffff - rank, component);
        return Candidate.host(String.valueOf(rank + 1), component, priority, address);
    }
}
