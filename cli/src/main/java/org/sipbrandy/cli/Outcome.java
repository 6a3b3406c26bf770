package org.sipbrandy.cli;

import java.util.List;

/**
 * How the demo's call ended.
 *
 * @param alice what her agent said of her call
 * @param exit the exit code of her agent
 * @param bob what his agent said of the same call
 * @param others what his agent said of further calls: somebody else's
 * @param attacker what the attacker has to say of its success; empty if there was none or it says nothing
 */
record Outcome(CallRecord alice, int exit, CallRecord bob, List<CallRecord> others, String attacker) {

    boolean bothConfidential() {
        return alice.confidential() && bob.confidential() && exit == 0;
    }

    /** Alice's agent refused for security, and no media went either way at hers or at Bob's. */
    boolean refused() {
        return alice.silent() && !bob.confidential() && exit == ExitCode.REFUSED.number();
    }

    /** As {@link #refused}, and Bob's agent says so, too, for that reason. */
    boolean refusedByBob(String reason) {
        return refused() && bob.silent() && bob.says(reason);
    }

    /** As {@link #refused}, for that reason of Alice's. */
    boolean refusedByAlice(String reason) {
        return refused() && alice.says(reason);
    }
}
