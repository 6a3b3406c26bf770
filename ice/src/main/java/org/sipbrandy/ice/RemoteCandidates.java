package org.sipbrandy.ice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The peer's candidates of one session, at most so many, each address once. */
final class RemoteCandidates {
    private final int max;
    private final int components;
    private final List<Candidate> candidates = new ArrayList<>();
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

    /** RFC 8445 §7.3.1.3: a candidate learned from a check; null if there is no room or its priority is none. */
    @Nullable
    Candidate learn(int component, TransportAddress address, long priority) {
        if (priority < 1 || priority > CandidatePriority.MAX || candidates.size() >= max) {
            return null;
        }
        String foundation;
        do {
            foundation = "prflx" + ++reflexive;
        } while (hasFoundation(foundation));
        Candidate learned = new Candidate(
                foundation, component, priority, address, CandidateType.PEER_REFLEXIVE, address, Optional.empty());
        return add(learned) ? learned : null;
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
