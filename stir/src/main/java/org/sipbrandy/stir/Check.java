package org.sipbrandy.stir;

/**
 * One step of a verification and what came of it.
 *
 * @param detail for a person: what was compared, what is wrong
 */
public record Check(Step step, Outcome outcome, String detail) {

    /** What came of a step. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** An earlier step failed. */
        NOT_REACHED
    }
}
