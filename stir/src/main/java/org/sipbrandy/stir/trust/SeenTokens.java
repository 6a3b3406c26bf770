package org.sipbrandy.stir.trust;

import java.time.Instant;
import org.sipbrandy.stir.credential.KeyPin;

/**
 * Tokens that were accepted, for as long as they stay fresh (RFC 8224 §12.1). Deterministic signatures make two requests
 * of one second with the same claims byte-identical, so a token seen again is a replay only in another call, or with an
 * older CSeq. Several agents may share one. May be used by several threads, and may block where there is a database.
 */
public interface SeenTokens {

    /** What a token is to those seen before. */
    enum Sighting {
        /** Not seen before; now it is. */
        NEW,
        /** The same request once more: a retransmission, a fork that came twice, a proxy's repair (RFC 8224 §6.2.3). */
        SAME_REQUEST,
        /** A later request of the same call, signed in the same second: a repair of ours or the next request. */
        SAME_CALL,
        /** Seen in another call, or with a later CSeq. */
        REPLAY
    }

    /**
     * Records a token of which everything else was verified.
     *
     * @param signingInput header and payload as signed; the signature itself can be written in two ways
     * @param pin the key that signed it
     * @param iat its time of issue
     */
    Sighting see(String signingInput, KeyPin pin, Instant iat, String callId, String fromTag, long cseq, Instant now);
}
