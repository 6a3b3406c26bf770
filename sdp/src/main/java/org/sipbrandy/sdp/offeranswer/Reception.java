package org.sipbrandy.sdp.offeranswer;

import java.util.List;
import org.sipbrandy.sdp.SessionDescription;

/** What became of a description that the peer sent. */
public sealed interface Reception {
    /** Taken. */
    record Accepted(SessionDescription description) implements Reception {}

    /** Breaks rules; nothing has changed. An offer is refused (RFC 6337 §2.3), after an answer the call fails. */
    record Refused(List<Violation> violations) implements Reception {
        public Refused {
            violations = List.copyOf(violations);
        }
    }

    /** An offer that crosses our own: 491 (RFC 3261 §14.2, RFC 3311 §5.2); nothing has changed. */
    record Glare() implements Reception {}

    /** An offer while the one before is unanswered: 500 with Retry-After (RFC 3311 §5.2); nothing has changed. */
    record Busy() implements Reception {}

    /** No offer waits for this answer: it has no effect (RFC 3261 §13.2.1). */
    record Ignored() implements Reception {}

    /**
     * An answer, or a second preview, that is not what the first preview said. The first is kept (RFC 6337 §3.1.1).
     *
     * @param kept what counts
     * @param received what does not
     * @param fingerprintsDiffer under msec this is tampering
     */
    record DiffersFromPreview(SessionDescription kept, SessionDescription received, boolean fingerprintsDiffer)
            implements Reception {}
}
