package org.sipbrandy.call.media;

import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.ice.IceAgent;

/**
 * The one gate before sending and before playing. The verdict alone opens it; it is asked for each packet, and consent
 * is asked with it, because consent runs out without anybody saying so (RFC 7675 §5.1). Not thread-safe.
 */
public final class Gate {
    private boolean verdictLetsPass;

    /** A shut gate. */
    public Gate() {}

    /** Takes the latest verdict; there is no other way to open the gate. */
    public void decide(Verdict verdict) {
        verdictLetsPass = verdict.level().mediaMayPass();
    }

    /** Whether a packet may be sent now. */
    boolean maySend(IceAgent ice, long now) {
        return verdictLetsPass && ice.maySend(now);
    }

    /** Whether a packet that came may be played; the far end's consent to receive has no part in this. */
    boolean mayPlay() {
        return verdictLetsPass;
    }
}
