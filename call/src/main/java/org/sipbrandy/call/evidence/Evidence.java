package org.sipbrandy.call.evidence;

import java.util.Set;

/**
 * One thing that a call has learnt about its protection. Only the place that established a fact records it.
 *
 * <p>{@link #at} is monotonic, in nanoseconds, of the clock that drives the call.
 */
public sealed interface Evidence {

    /** When it was learnt. */
    long at();

    /** How the next hop of signalling is reached; a TLS hop protects metadata, never the media. */
    record Signalling(long at, String transport, boolean secure, String remote) implements Evidence {}

    /** The local user's keys were signed into a request that was sent: the INVITE, or the callee's UPDATE. */
    record OwnKeysSigned(long at, String identity, Set<String> fingerprints) implements Evidence {
        public OwnKeysSigned {
            fingerprints = Set.copyOf(fingerprints);
        }
    }

    /**
     * The far end refused the request that the local user's keys were signed into; what is sent in its place shows whether
     * they still are.
     */
    record OfferRefused(long at, int status, String phrase) implements Evidence {}

    /** The far end took the signed keys: it answered the UPDATE, or went on from the INVITE to a signed UPDATE. */
    record OwnKeysAccepted(long at) implements Evidence {}

    /** The far end's signed request verified: these fingerprints, for all media, are bound to that identity. */
    record PeerKeysSigned(long at, PeerIdentity peer, Set<String> fingerprints) implements Evidence {
        public PeerKeysSigned {
            fingerprints = Set.copyOf(fingerprints);
            if (fingerprints.isEmpty()) {
                throw new IllegalArgumentException("signed keys without a fingerprint");
            }
        }
    }

    /** Fingerprints that an unsigned description claims; trusted for nothing but opportunistic encryption. */
    record PeerKeysClaimed(long at, Set<String> fingerprints) implements Evidence {
        public PeerKeysClaimed {
            fingerprints = Set.copyOf(fingerprints);
        }
    }

    /** An answer to the offer came. */
    record AnswerReceived(long at, int status) implements Evidence {}

    /** ICE found a path and the far end's consent came with it. */
    record PathFound(long at, String local, String remote) implements Evidence {}

    /** DTLS completed; the far end proved to hold the key of a certificate with these fingerprints. */
    record DtlsConnected(long at, Set<String> fingerprints, String srtpProfile, String version) implements Evidence {
        public DtlsConnected {
            fingerprints = Set.copyOf(fingerprints);
        }
    }

    /** The far end confirmed that it wants to receive (RFC 7675). */
    record ConsentFresh(long at) implements Evidence {}

    /** Consent expired or was taken back (RFC 7675 §5.1, §5.2). */
    record ConsentGone(long at) implements Evidence {}

    /** Nothing more will come: the far end did not sign its keys and had its time to do so. */
    record PeerWillNotSign(long at, String why) implements Evidence {}

    /** The far end answered without any keying: the only media it can do is plain RTP. */
    record PeerHasNoKeys(long at) implements Evidence {}

    /** The first protected packet passed the gate. */
    record MediaFlows(long at) implements Evidence {}

    /** Something is wrong beyond repair; whatever else was learnt, there will be no media. */
    record Failure(long at, Reason reason, String detail) implements Evidence {}
}
