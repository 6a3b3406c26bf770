package org.sipbrandy.cli.audit;

import java.util.List;
import org.sipbrandy.cli.audit.media.Checks;
import org.sipbrandy.cli.audit.media.Flow;
import org.sipbrandy.cli.audit.media.Handshake;
import org.sipbrandy.cli.audit.media.RtpStream;

/**
 * A path of media of one call, and what passed on it while the call lasted.
 *
 * @param callerIsLower which end of the flow is the caller's
 */
record CallPath(
        Flow flow, boolean callerIsLower, List<Checks> checks, List<Handshake> handshakes, List<RtpStream> streams) {
    CallPath {
        checks = List.copyOf(checks);
        handshakes = List.copyOf(handshakes);
        streams = List.copyOf(streams);
    }

    /** Whether what the lower end, or the upper one, does is the caller's doing. */
    boolean ofCaller(boolean lower) {
        return lower == callerIsLower;
    }

    /** The caller's end and the callee's. */
    String ends() {
        return callerIsLower ? flow.lower() + " and " + flow.upper() : flow.upper() + " and " + flow.lower();
    }
}
