package org.sipbrandy.call.callee;

/** The end is said; nothing is heeded any more. */
final class Ended extends CalleeState {
    Ended(CalleeLeg leg) {
        super(leg);
    }

    @Override
    void leave(Parting how) {
        // left
    }

    @Override
    void hangUp() {
        // left
    }

    @Override
    void peerLeft() {
        // both left
    }
}
