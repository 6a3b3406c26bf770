package org.sipbrandy.cli.audit;

import java.util.Set;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;

/** What came of looking for a signature of keys in a request. */
sealed interface SignatureFinding {
    /** It verified, as of the time at which the request came. */
    record Verified(PeerIdentity peer, Set<String> fingerprints) implements SignatureFinding {
        public Verified {
            fingerprints = Set.copyOf(fingerprints);
        }
    }

    /** It did not. */
    record Refused(Reason reason, int status, String detail) implements SignatureFinding {}

    /** It could not be verified from here, since its certificate is elsewhere; whoever got it may have. */
    record Unread(String detail) implements SignatureFinding {}

    /** There is none that asks for comprehensive protection. */
    record Absent(String detail) implements SignatureFinding {}
}
