package org.sipbrandy.ice;

/** What an {@link IceAgent} wants done or known. */
public sealed interface IceEffect {
    /** Send this datagram from that local address. The array is the receiver's to keep. */
    record SendDatagram(TransportAddress local, TransportAddress remote, byte[] datagram) implements IceEffect {}

    record StateChanged(IceState state) implements IceEffect {}

    /**
     * The first valid pair of a component, or a better one than those known before: data may take it.
     *
     * @param roundTripNanos of the check that proved it
     */
    record PairValid(CandidatePair pair, long roundTripNanos) implements IceEffect {}

    /** The nominated pair of a component; data takes it from now on. */
    record Selected(CandidatePair pair) implements IceEffect {}

    /** Data may flow (again). */
    record ConsentGranted(CandidatePair pair, long at) implements IceEffect {}

    /** A consent check was answered; {@code at} is when. */
    record ConsentRefreshed(CandidatePair pair, long at, long roundTripNanos) implements IceEffect {}

    /** No answer for 30 s, or consent was taken back: nothing but checks may be sent there. */
    record ConsentLost(CandidatePair pair, ConsentLoss reason) implements IceEffect {}

    /** A role conflict was repaired by changing ours. */
    record RoleChanged(IceRole role) implements IceEffect {}

    /** The session found no pair, or lost the one it had; follows {@link StateChanged}. */
    record Failed(FailureReason reason) implements IceEffect {}

    /** Why consent is gone. */
    enum ConsentLoss {
        /** RFC 7675 §5.1: 30 s without a valid response. */
        EXPIRED,
        /** RFC 7675 §5.2: an authenticated 403, or what the owner learned elsewhere. */
        REVOKED
    }

    /** Why an ICE session failed. */
    enum FailureReason {
        /** Every pair failed and no candidate can come any more. */
        ALL_PAIRS_FAILED,
        /** Pairs were valid but the controlling peer nominated none in time. */
        NOT_NOMINATED,
        CONSENT_LOST
    }
}
