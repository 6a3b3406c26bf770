package org.sipbrandy.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sipbrandy.cli.report.Side.Sample;

/** One figure of the media over the time of a call. */
record Curve(List<Point> points) {
    /** A point of the curve; {@code time} in milliseconds since the INVITE. */
    record Point(double time, double value) {}

    Curve {
        points = List.copyOf(points);
    }

    /** Percent of the packets that did not come since the figures before. */
    static Curve loss(List<Sample> samples) {
        var points = new ArrayList<Point>();
        double lost = 0;
        double received = 0;
        for (Sample one : samples) {
            double gone = Math.max(0, one.lost() - lost);
            double total = gone + Math.max(0, one.received() - received);
            if (total > 0) {
                points.add(new Point(one.elapsed(), 100 * gone / total));
            }
            lost = one.lost();
            received = one.received();
        }
        return new Curve(points);
    }

    /** Milliseconds. */
    static Curve jitter(List<Sample> samples) {
        return of(samples, Sample::jitter);
    }

    /** Seconds since the far end last confirmed that it wants to receive. */
    static Curve consentAge(List<Sample> samples) {
        return of(
                samples.stream().filter(one -> one.consentAge().isPresent()).toList(),
                one -> one.consentAge().orElseThrow() / 1000);
    }

    private static Curve of(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return new Curve(samples.stream()
                .map(one -> new Point(one.elapsed(), value.applyAsDouble(one)))
                .toList());
    }

    double highest() {
        return points.stream().mapToDouble(Point::value).max().orElse(0);
    }

    double last() {
        return points.isEmpty() ? 0 : points.getLast().time();
    }

    /** No more than so many points: of each stretch the worst, which is what one looks for. */
    Curve thinned(int most) {
        if (points.size() <= most) {
            return this;
        }
        var kept = new ArrayList<Point>();
        for (int i = 0; i < most; i++) {
            int begin = (int) ((long) i * points.size() / most);
            int end = (int) ((long) (i + 1) * points.size() / most);
            var worst = points.get(begin);
            for (Point one : points.subList(begin, end)) {
                worst = one.value() > worst.value() ? one : worst;
            }
            kept.add(worst);
        }
        return new Curve(kept);
    }
}
