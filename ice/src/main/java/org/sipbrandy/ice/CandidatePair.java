package org.sipbrandy.ice;

/** A local and a remote candidate of one component: datagrams go from the local one's base to the remote address. */
public record CandidatePair(Candidate local, Candidate remote) {
    public CandidatePair {
        if (local.component() != remote.component()) {
            throw new IllegalArgumentException("a pair is of one component");
        }
    }

    public int component() {
        return local.component();
    }

    /** RFC 8445 §6.1.2.3, seen by an agent of this role. */
    public long priority(IceRole role) {
        return role == IceRole.CONTROLLING
                ? CandidatePriority.ofPair(local.priority(), remote.priority())
                : CandidatePriority.ofPair(remote.priority(), local.priority());
    }

    @Override
    public String toString() {
        return local + " - " + remote;
    }
}
