package org.sipbrandy.stir;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The checks of one Identity header field as they are made; the first that fails ends the verification of the field. */
final class CheckLog {
    private final List<Check> checks = new ArrayList<>();

    void pass(Step step, String detail) {
        checks.add(new Check(step, Check.Outcome.PASSED, detail));
    }

    void fail(Step step, String detail) {
        checks.removeIf(check -> check.step() == step);
        checks.add(new Check(step, Check.Outcome.FAILED, detail));
    }

    /** Notes the failure and gives what to throw. */
    Failed failed(Step step, Refusal refusal) {
        fail(step, refusal.detail());
        return new Failed(refusal);
    }

    /** All checks, those that were not reached included. */
    List<Check> complete() {
        var missing = EnumSet.allOf(Step.class);
        checks.forEach(check -> missing.remove(check.step()));
        missing.forEach(step -> checks.add(new Check(step, Check.Outcome.NOT_REACHED, "")));
        return checks;
    }

    /** Leaves the sequence of steps; never leaves this package. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        private Failed(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
