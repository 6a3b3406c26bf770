package org.sipbrandy.cli.text;

import java.util.List;
import java.util.Optional;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Trust;

/** Says in a sentence how well a call was protected that somebody else captured. */
public final class Observed {
    private Observed() {}

    /** The sentence; of a confidential call both sides are known. */
    public static String sentence(
            Level level, List<Reason> reasons, Optional<PeerIdentity> caller, Optional<PeerIdentity> callee) {
        return switch (level) {
            case CONFIDENTIAL ->
                "Confidential, as far as can be seen: only " + name(caller) + " and " + name(callee)
                        + " could hear this call" + keys(caller, callee) + ".";
            case ENCRYPTED ->
                "Encrypted, but not known to be confidential: somebody in between could have listened"
                        + because(reasons) + ".";
            case CLEAR -> "NOT PROTECTED: anybody on the way could have listened" + because(reasons) + ".";
            case REFUSED -> "No media was seen" + because(reasons) + ".";
            case PENDING -> "Undecided: no media was seen" + because(reasons) + ".";
        };
    }

    private static String name(Optional<PeerIdentity> peer) {
        return peer.map(PeerIdentity::name).orElse("the far end");
    }

    private static String keys(Optional<PeerIdentity> caller, Optional<PeerIdentity> callee) {
        boolean certified = caller.filter(it -> it.trust() == Trust.CA).isPresent()
                && callee.filter(it -> it.trust() == Trust.CA).isPresent();
        return certified
                ? ", whose keys are certified"
                : ", if the keys are theirs: a capture does not tell; they can compare their safety numbers";
    }

    private static String because(List<Reason> reasons) {
        return reasons.stream()
                .findFirst()
                .map(reason -> ": " + reason.sentence())
                .orElse("");
    }
}
