package org.sipbrandy.ice;

import java.time.Duration;

/**
 * The settings of an agent; start from {@link #standard()}.
 *
 * @param components how many components the stream has, 1 (RTP and RTCP on one port) or 2
 * @param pacing Ta, between two new checks: at least 5 ms (RFC 8445 §14.2)
 * @param minimumRto the first retransmission timeout of a check is never shorter (RFC 8445 §14.3)
 * @param maxTransmissions Rc: how often a check is sent in all (RFC 8489 §6.2.1)
 * @param patience how long failure is not declared while a peer-reflexive pair may still come (RFC 8863 §4)
 * @param nominationWait how long a valid pair waits for a better one to succeed before it is nominated
 * @param maxPairs of the checklist (RFC 8445 §6.1.2.5)
 * @param maxRemoteCandidates known at a time, peer-reflexive ones included
 */
public record IceConfig(
        int components,
        Duration pacing,
        Duration minimumRto,
        int maxTransmissions,
        Duration patience,
        Duration nominationWait,
        int maxPairs,
        int maxRemoteCandidates) {
    private static final Duration LEAST_PACING = Duration.ofMillis(5);

    public IceConfig {
        if (components < 1 || components > 2) {
            throw new IllegalArgumentException("1 or 2 components, not " + components);
        }
        if (pacing.compareTo(LEAST_PACING) < 0) {
            throw new IllegalArgumentException("pacing is at least 5 ms");
        }
        if (minimumRto.isNegative() || minimumRto.isZero() || patience.isNegative() || nominationWait.isNegative()) {
            throw new IllegalArgumentException("durations are positive");
        }
        if (maxTransmissions < 1 || maxPairs < 1 || maxRemoteCandidates < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** The values of the RFCs: one component, Ta 50 ms, RTO 500 ms, Rc 7, patience 39.5 s, 100 pairs. */
    public static IceConfig standard() {
        return new IceConfig(
                1,
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                7,
                Duration.ofMillis(39_500),
                Duration.ofMillis(100),
                100,
                100);
    }

    public IceConfig withComponents(int value) {
        return new IceConfig(
                value, pacing, minimumRto, maxTransmissions, patience, nominationWait, maxPairs, maxRemoteCandidates);
    }

    public IceConfig withPacing(Duration value) {
        return new IceConfig(
                components,
                value,
                minimumRto,
                maxTransmissions,
                patience,
                nominationWait,
                maxPairs,
                maxRemoteCandidates);
    }

    public IceConfig withMinimumRto(Duration value) {
        return new IceConfig(
                components, pacing, value, maxTransmissions, patience, nominationWait, maxPairs, maxRemoteCandidates);
    }

    public IceConfig withPatience(Duration value) {
        return new IceConfig(
                components, pacing, minimumRto, maxTransmissions, value, nominationWait, maxPairs, maxRemoteCandidates);
    }

    public IceConfig withNominationWait(Duration value) {
        return new IceConfig(
                components, pacing, minimumRto, maxTransmissions, patience, value, maxPairs, maxRemoteCandidates);
    }
}
