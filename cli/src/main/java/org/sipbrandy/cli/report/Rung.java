package org.sipbrandy.cli.report;

import java.util.Optional;
import java.util.OptionalDouble;
import org.sipbrandy.cli.report.Side.StepLine;

/** One thing on the ladder. Times are milliseconds since the INVITE, on the caller's clock. */
sealed interface Rung {
    /** Where it stands on the time axis. */
    double at();

    /** When it is over. */
    default double end() {
        return at();
    }

    /**
     * A message.
     *
     * @param departed when it left, if the sender's side is told of
     * @param arrived when it came, if the receiver's side is told of
     */
    record Arrow(
            boolean fromCaller,
            Optional<Passed> left,
            Optional<Passed> came,
            OptionalDouble departed,
            OptionalDouble arrived,
            Fate fate)
            implements Rung {
        @Override
        public double at() {
            return departed.orElseGet(arrived::orElseThrow);
        }

        @Override
        public double end() {
            return Math.max(at(), arrived.orElse(at()));
        }

        /** The message as it left, or else as it came. */
        Passed message() {
            return left.or(() -> came).orElseThrow();
        }
    }

    /** A step that a side reached, or failed to reach. */
    record Mark(double at, boolean caller, StepLine step) implements Rung {}

    /** Nothing happens for so long. */
    record Pause(double at, double length) implements Rung {}

    /** What became of a message on its way. */
    enum Fate {
        /** Both sides, or the only one, saw nothing wrong. */
        PASSED,
        /** It came with other keys or another signature than it left with. */
        CHANGED,
        /** It left and never came, while the other side was still there. */
        LOST,
        /** It came and never left, while the other side was still there. */
        FORGED
    }
}
