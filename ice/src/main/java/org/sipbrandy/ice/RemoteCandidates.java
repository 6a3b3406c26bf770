package org.sipbrandy.ice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The peer's candidates of one session, at most so many, each address once. */
final class RemoteCandidates {
    /**
     * Of two NATs that map by destination and let everybody in, each check comes from yet another port: a walk without
     * end, which must not crowd out the relays. On each base so many steps of it are followed.
     */
    private static final int MAX_REFLEXIVE = 16;

    private final int max;
    private final int components;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<TransportAddress, Integer> learned = new HashMap<>();
    private int reflexive;
    private boolean ended;

    RemoteCandidates(int max, int components) {
        this.max = max;
        this.components = components;
    }

    /** Whether it is new and was kept. */
    boolean add(Candidate candidate) {
        IpAddress address = candidate.address().address();
        boolean usable = candidate.address().port() != 0 && !address.isUnspecified() && !address.isMulticast();
        boolean fits = candidate.component() <= components && candidates.size() < max;
        if (!usable || !fits || find(candidate.component(), candidate.address()) != null) {
            return false;
        }
        return candidates.add(candidate);
    }

    @Nullable
    Candidate find(int component, TransportAddress address) {
        for (Candidate candidate : candidates) {
            if (candidate.component() == component && candidate.address().equals(address)) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * RFC 8445 §7.3.1.3: a candidate learned from a check; null if there is no room or its priority is none. There is
     * more room for those that the peer nominates.
     */
    @Nullable
    Candidate learn(EarlyCheck check) {
        int component = check.local().component();
        int known = learned.getOrDefault(check.local().base(), 0);
        boolean possible = check.priority() >= 1 && check.priority() <= CandidatePriority.MAX;
        if (!possible || candidates.size() >= max || known >= MAX_REFLEXIVE && !check.useCandidate()) {
            return null;
        }
        String foundation;
        do {
            foundation = "prflx" + ++reflexive;
        } while (hasFoundation(foundation));
        TransportAddress address = check.source();
        Candidate found = new Candidate(
                foundation,
                component,
                check.priority(),
                address,
                CandidateType.PEER_REFLEXIVE,
                address,
                Optional.empty());
        if (!add(found)) {
            return null;
        }
        learned.merge(check.local().base(), 1, Integer::sum);
        return found;
    }

    private boolean hasFoundation(String foundation) {
        return candidates.stream().anyMatch(c -> c.foundation().equals(foundation));
    }

    List<Candidate> all() {
        return candidates;
    }

    /** RFC 8838 §14: none is taken any more from trickling. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }
}
