package org.sipbrandy.ice.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.ice.Candidate;
import org.sipbrandy.ice.CandidatePriority;
import org.sipbrandy.ice.CandidateType;
import org.sipbrandy.ice.IpAddress;
import org.sipbrandy.ice.TransportAddress;

/** Makes the candidates that servers gave us, each once, with priorities and foundations of their own. */
final class DerivedCandidates {
    private static final int MAX_RELAYED = 64;
    private static final int MAX_SERVERS = 16;

    private final List<Candidate> hosts;
    private final List<IceServer> servers;
    private final boolean hidden;
    private final int component;
    private final List<Candidate> made = new ArrayList<>();
    private int relayed;

    /** @param hidden whether related addresses would tell too much (RFC 8839 §9.1) */
    DerivedCandidates(List<Candidate> hosts, List<IceServer> servers, boolean hidden, int component) {
        this.hosts = hosts;
        this.servers = servers;
        this.hidden = hidden;
        this.component = component;
    }

    /** Of what a server saw of one of our sockets; null if there is nothing new in it. */
    @Nullable
    Candidate reflexive(TransportAddress base, TransportAddress mapped, IceServer server) {
        int host = indexOf(base);
        int asked = Math.max(servers.indexOf(server), 0);
        boolean known = made.stream()
                .anyMatch(it -> it.base().equals(base) && it.address().equals(mapped));
        // RFC 8445 §5.1.3: without a NAT it is the host candidate again.
        if (host < 0 || known || mapped.equals(base) || !usable(mapped, base) || asked >= MAX_SERVERS) {
            return null;
        }
        int preference = 0xffff - MAX_SERVERS * host - asked;
        Candidate candidate = new Candidate(
                "s" + hosts.get(host).foundation() + "/" + asked,
                component,
                CandidatePriority.of(CandidateType.SERVER_REFLEXIVE, preference, component),
                mapped,
                CandidateType.SERVER_REFLEXIVE,
                base,
                Optional.of(base));
        made.add(candidate);
        return candidate;
    }

    /** RFC 8445 §5.1.1.2: it is its own base, and related to how the server sees us. */
    @Nullable
    Candidate relayed(TransportAddress address, TransportAddress mapped, IceServer.Turn server) {
        boolean known = made.stream().anyMatch(it -> it.address().equals(address));
        if (known || relayed == MAX_RELAYED) {
            return null;
        }
        int preference = 0xffff - (server.transport().ordinal() << 8) - relayed++;
        Candidate candidate = new Candidate(
                "r" + Math.max(servers.indexOf(server), 0) + "/"
                        + server.transport().ordinal(),
                component,
                CandidatePriority.of(CandidateType.RELAYED, preference, component),
                address,
                CandidateType.RELAYED,
                address,
                Optional.of(hidden ? nowhere(address) : mapped));
        made.add(candidate);
        return candidate;
    }

    private int indexOf(TransportAddress base) {
        for (int i = 0; i < hosts.size(); i++) {
            if (hosts.get(i).address().equals(base)) {
                return i;
            }
        }
        return -1;
    }

    /** RFC 8839 §9.1. */
    private static TransportAddress nowhere(TransportAddress like) {
        return new TransportAddress(IpAddress.parse(like.address().isV6() ? "::" : "0.0.0.0"), 9);
    }

    private static boolean usable(TransportAddress mapped, TransportAddress base) {
        IpAddress address = mapped.address();
        return mapped.port() != 0
                && address.isV6() == base.address().isV6()
                && !address.isUnspecified()
                && !address.isMulticast()
                && !address.isV4Mapped();
    }
}
