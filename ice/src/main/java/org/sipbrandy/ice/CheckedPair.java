package org.sipbrandy.ice;

import org.jspecify.annotations.Nullable;

/** A pair of the checklist with its state (RFC 8445 §6.1.2.6). */
final class CheckedPair {
    enum State {
        FROZEN,
        WAITING,
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    /** Against the voice hammer: so often a pair is checked in vain, whatever the peer's requests ask for. */
    private static final int MAX_UNANSWERED = 50;

    private final CandidatePair pair;
    private final String foundation;
    private State state = State.FROZEN;
    private long priority;
    private @Nullable CandidatePair valid;
    private long lastResponse;
    private boolean nominated;
    private boolean consentLost;
    private int unanswered;

    CheckedPair(Candidate local, Candidate remote, IceRole role) {
        this.pair = new CandidatePair(local, remote);
        this.foundation = local.foundation() + ":" + remote.foundation();
        this.priority = pair.priority(role);
    }

    CandidatePair pair() {
        return pair;
    }

    int component() {
        return pair.component();
    }

    TransportAddress base() {
        return pair.local().base();
    }

    TransportAddress remote() {
        return pair.remote().address();
    }

    String foundation() {
        return foundation;
    }

    State state() {
        return state;
    }

    void state(State newState) {
        state = newState;
    }

    long priority() {
        return priority;
    }

    /** RFC 8445 §7.3.1.1: the priority depends on the role. */
    void priorityFor(IceRole role) {
        priority = pair.priority(role);
    }

    /** The valid pair that this one's check made, on the same path (RFC 8445 §7.2.5.3.2); null if there is none. */
    @Nullable
    CandidatePair valid() {
        return valid;
    }

    void succeeded(CandidatePair validPair, long now) {
        state = State.SUCCEEDED;
        valid = validPair;
        responded(now);
    }

    void responded(long now) {
        lastResponse = now;
        unanswered = 0;
    }

    void failed() {
        state = State.FAILED;
        valid = null;
    }

    long lastResponse() {
        return lastResponse;
    }

    /** Controlled: the peer's USE-CANDIDATE came for it (RFC 8445 §7.3.1.5). */
    boolean nominated() {
        return nominated;
    }

    void nominate() {
        nominated = true;
    }

    /** RFC 7675 §5.1: with these credentials this path is not used again. */
    void loseConsent() {
        consentLost = true;
        failed();
    }

    boolean hasLostConsent() {
        return consentLost;
    }

    void transmitted() {
        unanswered++;
    }

    boolean mayBeChecked() {
        return !consentLost && unanswered < MAX_UNANSWERED;
    }
}
