package org.sipbrandy.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.sipbrandy.call.evidence.PeerIdentity;
import org.sipbrandy.cli.report.Rung.Fate;

/**
 * The messages and steps of a call, in the order of time: from one side's view, or from both.
 *
 * @param sides one or two; where there are two, the caller's is first
 * @param offset by how many milliseconds the callee's clock is ahead
 */
record Ladder(List<Side> sides, double offset, List<Rung> rungs) {
    /** Whoever was gone by then, or soon after, is not asked whether something arrived. */
    private static final double STILL_THERE = 1000;

    private static final double LONG_PAUSE = 1000;

    /** Told as messages already. */
    private static final Set<String> NOT_MARKED =
            Set.of("signalling", "offer-signed", "answer-signed", "answer-received");

    Ladder {
        sides = List.copyOf(sides);
        rungs = List.copyOf(rungs);
    }

    static Ladder of(List<Side> sides) {
        return new Builder(sides).build();
    }

    Side first() {
        return sides.getFirst();
    }

    /** Who called: as verified by the callee, else as the call began. */
    String caller() {
        return verified(false).orElse(first().from());
    }

    /** Who was called: as verified by the caller, else as the call began. */
    String callee() {
        return verified(true).orElse(first().to());
    }

    private Optional<String> verified(boolean byCaller) {
        return sides.stream()
                .filter(side -> side.caller() == byCaller)
                .flatMap(side -> side.verdict().stream())
                .flatMap(verdict -> verdict.peer().stream())
                .map(PeerIdentity::name)
                .findFirst();
    }

    boolean both() {
        return sides.size() == 2;
    }

    boolean tells(boolean caller) {
        return both() || first().caller() == caller;
    }

    private static final class Builder {
        private final List<Side> sides;
        private final List<Rung> rungs = new ArrayList<>();
        private double offset;

        Builder(List<Side> sides) {
            this.sides = sides;
        }

        Ladder build() {
            if (sides.size() == 2) {
                pair(sides.getFirst(), sides.getLast());
            } else {
                for (Passed one : sides.getFirst().messages()) {
                    alone(one, sides.getFirst(), Fate.PASSED);
                }
            }
            for (Side side : sides) {
                for (var step : side.steps()) {
                    if (!step.ok() || !NOT_MARKED.contains(step.step())) {
                        rungs.add(new Rung.Mark(time(step.elapsed(), side), side.caller(), step));
                    }
                }
            }
            rungs.sort(Comparator.comparingDouble(Rung::at).thenComparingInt(Builder::rank));
            return new Ladder(sides, offset, withPauses());
        }

        /** In the same instant: what came, what was made of it, what was sent because of that. */
        private static int rank(Rung rung) {
            return switch (rung) {
                case Rung.Arrow arrow -> arrow.departed().isEmpty() ? 0 : 2;
                case Rung.Mark _, Rung.Pause _ -> 1;
            };
        }

        /** On the caller's clock, or on the only one. */
        private double time(double elapsed, Side side) {
            return sides.size() == 2 && !side.caller() ? elapsed - offset : elapsed;
        }

        private record Pair(Side sender, Passed left, Passed came) {}

        private void pair(Side caller, Side callee) {
            var pairs = new ArrayList<Pair>();
            var lonely = new LinkedHashSet<Passed>(callee.messages());
            var unmatched = new ArrayList<Passed>();
            for (Passed one : caller.messages()) {
                var other = lonely.stream().filter(one::sameAs).findFirst();
                if (other.isEmpty()) {
                    unmatched.add(one);
                    continue;
                }
                lonely.remove(other.get());
                pairs.add(one.sent() ? new Pair(caller, one, other.get()) : new Pair(callee, other.get(), one));
            }
            offset = ClockOffset.of(pairs.stream()
                    .map(pair -> new ClockOffset.Both(
                            pair.sender().caller(),
                            pair.left().elapsed(),
                            pair.came().elapsed()))
                    .toList());
            for (Pair pair : pairs) {
                var receiver = pair.sender() == caller ? callee : caller;
                boolean same = pair.left().keys().equals(pair.came().keys());
                rungs.add(new Rung.Arrow(
                        pair.sender().caller(),
                        Optional.of(pair.left()),
                        Optional.of(pair.came()),
                        OptionalDouble.of(time(pair.left().elapsed(), pair.sender())),
                        OptionalDouble.of(time(pair.came().elapsed(), receiver)),
                        same ? Fate.PASSED : Fate.CHANGED));
            }
            unmatched.forEach(one -> alone(one, caller, fate(one, caller, callee)));
            lonely.forEach(one -> alone(one, callee, fate(one, callee, caller)));
        }

        /** What to think of a message that only one side saw. */
        private Fate fate(Passed one, Side seen, Side other) {
            boolean there = time(other.end(), other) > time(one.elapsed(), seen) + STILL_THERE;
            if (!there || other.messages().isEmpty()) {
                return Fate.PASSED;
            }
            return one.sent() ? Fate.LOST : Fate.FORGED;
        }

        private void alone(Passed one, Side seen, Fate fate) {
            var time = OptionalDouble.of(time(one.elapsed(), seen));
            rungs.add(new Rung.Arrow(
                    one.sent() == seen.caller(),
                    one.sent() ? Optional.of(one) : Optional.empty(),
                    one.sent() ? Optional.empty() : Optional.of(one),
                    one.sent() ? time : OptionalDouble.empty(),
                    one.sent() ? OptionalDouble.empty() : time,
                    fate));
        }

        private List<Rung> withPauses() {
            var list = new ArrayList<Rung>();
            double last = Double.NaN;
            for (Rung rung : rungs) {
                if (rung.at() - last > LONG_PAUSE) {
                    list.add(new Rung.Pause(last, rung.at() - last));
                }
                list.add(rung);
                last = rung.end();
            }
            return list;
        }
    }
}
