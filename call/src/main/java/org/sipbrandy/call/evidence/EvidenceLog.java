package org.sipbrandy.call.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The evidence of one call, in the order in which it came, and the verdict that it amounts to at every moment. Not
 * thread-safe.
 */
public final class EvidenceLog {
    private final List<Evidence> evidence = new ArrayList<>();
    private final Policy policy;
    private final Consumer<Verdict> whenItChanges;
    private Verdict verdict;

    /** @param whenItChanges is told each new verdict before {@link #record} returns */
    public EvidenceLog(Policy policy, Consumer<Verdict> whenItChanges) {
        this.policy = policy;
        this.whenItChanges = whenItChanges;
        this.verdict = Verdict.of(evidence, policy);
    }

    /** Adds what was learnt. */
    public void record(Evidence one) {
        evidence.add(one);
        var next = Verdict.of(evidence, policy);
        if (!next.equals(verdict)) {
            verdict = next;
            whenItChanges.accept(next);
        }
    }

    /** The verdict now. */
    public Verdict verdict() {
        return verdict;
    }

    /** The policy of the call. */
    public Policy policy() {
        return policy;
    }

    /** All that was learnt so far. */
    public List<Evidence> all() {
        return List.copyOf(evidence);
    }

    /** Whether something of that kind was learnt. */
    public boolean has(Class<? extends Evidence> kind) {
        return evidence.stream().anyMatch(kind::isInstance);
    }
}
