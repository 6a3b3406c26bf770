package org.sipbrandy.call.callee;

import java.util.Optional;
import org.sipbrandy.call.CallEvent.EndedBy;
import org.sipbrandy.call.evidence.Reason;

/**
 * How a call ends that we end.
 *
 * @param why the reason of security, which the far end is told
 * @param status the final response before the call is answered; afterwards only told to the local user
 * @param phrase of the response; empty for the usual one
 * @param told to the local user
 */
record Parting(Optional<Reason> why, EndedBy by, int status, String phrase, String told) {
    static Parting refusal(Reason why, int status, String phrase, String told) {
        return new Parting(Optional.of(why), EndedBy.LOCAL, status, phrase, told);
    }

    static Parting plain(EndedBy by, int status, String told) {
        return new Parting(Optional.empty(), by, status, "", told);
    }
}
