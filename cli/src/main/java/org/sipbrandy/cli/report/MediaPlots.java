package org.sipbrandy.cli.report;

import java.util.List;
import java.util.function.Function;
import org.sipbrandy.cli.report.Side.Sample;

/** Loss, jitter and consent over the call. */
final class MediaPlots {
    private MediaPlots() {}

    static void add(Markup body, List<Side> sides) {
        if (sides.stream().allMatch(side -> side.samples().isEmpty())) {
            return;
        }
        double begin = sides.stream()
                .flatMap(side -> side.established().stream())
                .mapToDouble(event -> event.number("elapsed_ms").orElse(0))
                .min()
                .orElse(0);
        double end = sides.stream()
                .flatMap(side -> side.samples().stream())
                .mapToDouble(Sample::elapsed)
                .max()
                .orElse(0);
        body.open("section").element("h2", "Media");
        if (sides.size() > 1) {
            body.open("p", "class", "legend")
                    .element("span", "caller", "class", "key side1")
                    .text(" ")
                    .element("span", "callee", "class", "key side2")
                    .text(" as each received the other");
            body.close();
        }
        body.open("div", "class", "plots");
        plot(body, sides, "Loss", "%", Curve::loss, 5, begin, end);
        plot(body, sides, "Jitter", "ms", Curve::jitter, 10, begin, end);
        plot(body, sides, "Age of consent", "s", Curve::consentAge, 10, begin, end);
        body.close();
        figures(body, sides);
        body.close();
    }

    private static void plot(
            Markup body,
            List<Side> sides,
            String name,
            String unit,
            Function<List<Sample>, Curve> curve,
            double least,
            double begin,
            double end) {
        var curves = sides.stream().map(side -> curve.apply(side.samples())).toList();
        body.open("figure")
                .open("figcaption")
                .element("b", name)
                .text(" in " + unit)
                .close();
        body.add(new Plot(unit, curves, least, begin, end).draw(name));
        body.close();
    }

    /** The sums at the end. */
    private static void figures(Markup body, List<Side> sides) {
        for (Side side : sides) {
            if (side.samples().isEmpty()) {
                continue;
            }
            var last = side.samples().getLast();
            double total = last.received() + last.lost();
            body.open("p", "class", "quiet")
                    .text((side.caller() ? "The caller" : "The callee") + " sent " + Math.round(last.sent())
                            + " packets and received " + Math.round(last.received()) + "; " + Math.round(last.lost())
                            + " were lost"
                            + (total > 0
                                    ? String.format(java.util.Locale.ROOT, " (%.1f %%)", 100 * last.lost() / total)
                                    : "")
                            + ".")
                    .close();
        }
    }
}
