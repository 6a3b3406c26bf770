package org.sipbrandy.call.offer;

import java.util.List;
import org.sipbrandy.call.description.RemoteStream;
import org.sipbrandy.call.evidence.Reason;

/** What became of a description of the far end. */
public sealed interface Outcome {
    /** Taken; these streams are on. */
    record Taken(List<RemoteStream> streams) implements Outcome {
        public Taken {
            streams = List.copyOf(streams);
        }
    }

    /** Refused; nothing has changed. */
    record Refused(Reason reason, String detail) implements Outcome {}

    /** It crosses another exchange; the status to answer with. */
    record Collision(int status) implements Outcome {}
}
