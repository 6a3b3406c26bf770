package org.sipbrandy.ice;

/**
 * What a peer's check tells, kept until its credential is known if it came before (RFC 8445 §7.3).
 *
 * @param local the candidate of ours whose base was reached
 * @param priority of PRIORITY, or 0
 */
record EarlyCheck(Candidate local, TransportAddress source, long priority, boolean useCandidate) {
    record Key(TransportAddress base, TransportAddress source) {}

    Key key() {
        return new Key(local.base(), source);
    }

    EarlyCheck merge(EarlyCheck later) {
        return new EarlyCheck(local, source, later.priority, useCandidate || later.useCandidate);
    }
}
