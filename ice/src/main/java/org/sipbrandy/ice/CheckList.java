package org.sipbrandy.ice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pairs of one session, best first, and the queue of triggered checks (RFC 8445 §6.1.2, §6.1.4.1). */
final class CheckList {
    private static final Comparator<CheckedPair> BEST_FIRST =
            Comparator.comparingLong(CheckedPair::priority).reversed().thenComparingInt(CheckedPair::component);

    private final int maxPairs;
    private final List<CheckedPair> pairs = new ArrayList<>();
    private final ArrayDeque<CheckedPair> triggered = new ArrayDeque<>();

    CheckList(int maxPairs) {
        this.maxPairs = maxPairs;
    }

    List<CheckedPair> pairs() {
        return pairs;
    }

    /** Forms all pairs of the two that are new; call {@link #thaw} when the batch is complete. */
    void pair(List<Candidate> locals, List<Candidate> remotes, IceRole role) {
        for (Candidate local : locals) {
            for (Candidate remote : remotes) {
                if (pairable(local, remote) && find(local, remote.address()) == null) {
                    pairs.add(new CheckedPair(local, remote, role));
                }
            }
        }
        sortAndLimit();
    }

    /** The pair of the two, made if it does not exist; null if there is no room for it. */
    @Nullable
    CheckedPair include(Candidate local, Candidate remote, IceRole role) {
        CheckedPair known = find(local, remote.address());
        if (known != null || !pairable(local, remote)) {
            return known;
        }
        CheckedPair made = new CheckedPair(local, remote, role);
        pairs.add(made);
        sortAndLimit();
        return pairs.contains(made) ? made : null;
    }

    /** RFC 8445 §6.1.2.2. */
    private static boolean pairable(Candidate local, Candidate remote) {
        IpAddress ours = local.address().address();
        IpAddress theirs = remote.address().address();
        boolean sameLink = ours.isV4() || ours.isLinkLocal() == theirs.isLinkLocal();
        // A peer elsewhere shall not have us check what listens on this machine only.
        boolean sameScope = sameLink && ours.isLoopback() == theirs.isLoopback();
        return local.component() == remote.component() && ours.isV6() == theirs.isV6() && sameScope;
    }

    /** RFC 8445 §6.1.2.4: a pair is known by our base and the peer's address. */
    private @Nullable CheckedPair find(Candidate local, TransportAddress remote) {
        for (CheckedPair pair : pairs) {
            if (pair.component() == local.component()
                    && pair.remote().equals(remote)
                    && pair.base().equals(local.base())) {
                return pair;
            }
        }
        return null;
    }

    /** RFC 8445 §6.1.2.5: over the limit, the worst go; those that are being checked or were found stay. */
    private void sortAndLimit() {
        pairs.sort(BEST_FIRST);
        for (int i = pairs.size() - 1; i >= 0 && pairs.size() > maxPairs; i--) {
            CheckedPair.State state = pairs.get(i).state();
            if (state != CheckedPair.State.SUCCEEDED && state != CheckedPair.State.IN_PROGRESS) {
                triggered.remove(pairs.remove(i));
            }
        }
    }

    void reorder(IceRole role) {
        pairs.forEach(pair -> pair.priorityFor(role));
        pairs.sort(BEST_FIRST);
    }

    /**
     * RFC 8445 §6.1.2.6 and RFC 8838 §12: of each foundation the pair with the lowest component and the highest priority
     * waits; the others stay frozen unless one of their foundation has succeeded.
     */
    void thaw() {
        for (int component = 1; component <= 2; component++) {
            for (CheckedPair pair : pairs) {
                boolean frozen = pair.component() == component && pair.state() == CheckedPair.State.FROZEN;
                if (frozen && (untouched(pair.foundation()) || hasSucceeded(pair.foundation()))) {
                    pair.state(CheckedPair.State.WAITING);
                }
            }
        }
    }

    private boolean untouched(String foundation) {
        return pairs.stream()
                .allMatch(p ->
                        p.state() == CheckedPair.State.FROZEN || !p.foundation().equals(foundation));
    }

    private boolean hasSucceeded(String foundation) {
        return pairs.stream()
                .anyMatch(p -> p.state() == CheckedPair.State.SUCCEEDED
                        && p.foundation().equals(foundation));
    }

    /** RFC 8445 §7.3.1.4. */
    void trigger(CheckedPair pair) {
        pair.state(CheckedPair.State.WAITING);
        enqueue(pair);
    }

    /** For a check, in whatever state the pair is: a nomination is one of a succeeded pair. */
    void enqueue(CheckedPair pair) {
        if (!triggered.contains(pair)) {
            triggered.add(pair);
        }
    }

    boolean isQueued(CheckedPair pair) {
        return triggered.contains(pair);
    }

    /** The pair to be checked now (RFC 8445 §6.1.4.2), taken out of the queue; null if there is none. */
    @Nullable
    CheckedPair next() {
        CheckedPair first = triggered.poll();
        return first != null ? first : ordinary();
    }

    boolean hasNext() {
        return !triggered.isEmpty() || ordinary() != null;
    }

    private @Nullable CheckedPair ordinary() {
        CheckedPair frozen = null;
        for (CheckedPair pair : pairs) {
            if (pair.state() == CheckedPair.State.WAITING) {
                return pair;
            }
            if (frozen == null && pair.state() == CheckedPair.State.FROZEN && idle(pair.foundation())) {
                frozen = pair;
            }
        }
        return frozen;
    }

    private boolean idle(String foundation) {
        return pairs.stream().noneMatch(p -> isActive(p) && p.foundation().equals(foundation));
    }

    /** RFC 8445 §7.2.5.3.3: success of one lets the others of its foundation go. */
    void unfreeze(String foundation) {
        for (CheckedPair pair : pairs) {
            if (pair.state() == CheckedPair.State.FROZEN && pair.foundation().equals(foundation)) {
                pair.state(CheckedPair.State.WAITING);
            }
        }
    }

    /** RFC 8445 §8.1.2: a component has its nominated pair, so what was not begun is not. */
    void settle(int component) {
        triggered.removeIf(pair -> pair.component() == component);
        pairs.removeIf(pair -> pair.component() == component
                && (pair.state() == CheckedPair.State.WAITING || pair.state() == CheckedPair.State.FROZEN));
    }

    void clear() {
        triggered.clear();
        pairs.clear();
    }

    /** Num-Waiting + Num-In-Progress of RFC 8445 §14.3. */
    int active() {
        return (int) pairs.stream().filter(CheckList::isActive).count();
    }

    private static boolean isActive(CheckedPair pair) {
        return pair.state() == CheckedPair.State.WAITING || pair.state() == CheckedPair.State.IN_PROGRESS;
    }

    /** Whether a pair of the component has succeeded or still can. */
    boolean isAlive(int component) {
        return pairs.stream().anyMatch(p -> p.component() == component && p.state() != CheckedPair.State.FAILED);
    }

    /** Whether a better pair of the component may yet succeed. */
    boolean betterPending(CheckedPair than) {
        return pairs.stream()
                .anyMatch(p -> p.component() == than.component()
                        && p.priority() > than.priority()
                        && (isActive(p) || p.state() == CheckedPair.State.FROZEN));
    }
}
