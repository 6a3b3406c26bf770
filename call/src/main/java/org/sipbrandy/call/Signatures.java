package org.sipbrandy.call;

import org.sipbrandy.call.evidence.Policy;
import org.sipbrandy.stir.MsecForm;

/**
 * How the requests of a call are signed.
 *
 * @param form how a signature says that it asks for the profile of RFC 8862 (flows.md Q4)
 * @param baselineToo whether an INVITE under a policy that goes on without the profile carries a second, baseline signature,
 *     by which verifiers without msec can still tell who calls (MSEC-23)
 */
public record Signatures(MsecForm form, boolean baselineToo) {
    /** Marked by {@code ppt}, as the registry has it, and with a baseline signature where policy lets one be of use. */
    public static final Signatures STANDARD = new Signatures(MsecForm.PPT, true);

    /** Whether a baseline signature goes into an INVITE under that policy. */
    public boolean baselineUnder(Policy policy) {
        return baselineToo && mayAdd(policy);
    }

    /** Whether one would be of use: without {@code ppt} the signature is one that every verifier understands. */
    public boolean mayAdd(Policy policy) {
        return !policy.mandatory() && form != MsecForm.CLAIM;
    }
}
