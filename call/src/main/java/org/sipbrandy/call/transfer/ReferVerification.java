package org.sipbrandy.call.transfer;

import java.util.Optional;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.identity.RequestVerifier;
import org.sipbrandy.stir.Verification;

/**
 * Whether a REFER comes from the one to whom the call is (MSEC-19 extended to transfers): the signature that verifies has
 * to be by the same identity and the same key. It covers From, To and time (RFC 8224 §4), not Refer-To: a relay can change
 * whom it names, which is why the new call is verified for itself.
 */
final class ReferVerification {
    private ReferVerification() {}

    /** Why it is refused. */
    record Refusal(int status, String phrase, Reason reason, String detail) {}

    /** @param talkingTo who signed the call's keys; empty if nobody did */
    static Optional<Refusal> refusal(RequestVerifier.Checked checked, Optional<PeerIdentity> talkingTo) {
        if (checked.verification().result() instanceof Verification.Result.Refused(var refused)) {
            return Optional.of(new Refusal(
                    refused.status(), refused.phrase(), RequestVerifier.reason(refused.cause()), refused.detail()));
        }
        if (checked.peer().isEmpty()) {
            return Optional.of(
                    new Refusal(428, "Use Identity Header", Reason.IDENTITY_MISSING, "the REFER carries no signature"));
        }
        var signer = checked.peer().get();
        if (talkingTo.isEmpty()) { // nobody to compare it with
            return Optional.of(
                    new Refusal(403, "Forbidden", Reason.ANSWER_NOT_SIGNED, "the peer did not sign its keys"));
        }
        if (!signer.name().equals(talkingTo.get().name())) {
            return Optional.of(
                    new Refusal(403, "Forbidden", Reason.IDENTITY_UNEXPECTED, signer.name() + " signed the REFER"));
        }
        // the safety number stands for name and key
        return signer.safetyNumber().equals(talkingTo.get().safetyNumber())
                ? Optional.empty()
                : Optional.of(
                        new Refusal(437, "Unsupported Credential", Reason.KEY_CHANGED, "another key signed the REFER"));
    }
}
