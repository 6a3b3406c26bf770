package org.sipbrandy.cli.report;

import java.util.List;

/**
 * How far the callee's clock is ahead of the caller's: half the difference of the shortest ways there and back, as NTP
 * has it (RFC 5905 §8). The two clocks need not know of each other.
 */
final class ClockOffset {
    private ClockOffset() {}

    /** A message that both sides saw, by its sender's and its receiver's clock. */
    record Both(boolean fromCaller, double departed, double arrived) {}

    static double of(List<Both> seen) {
        double there = shortest(seen, true);
        double back = shortest(seen, false);
        if (Double.isInfinite(there) || Double.isInfinite(back)) {
            return Double.isInfinite(there) ? Double.isInfinite(back) ? 0 : -back : there;
        }
        return (there - back) / 2;
    }

    private static double shortest(List<Both> seen, boolean fromCaller) {
        return seen.stream()
                .filter(both -> both.fromCaller() == fromCaller)
                .mapToDouble(both -> both.arrived() - both.departed())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
