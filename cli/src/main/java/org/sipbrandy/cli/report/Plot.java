package org.sipbrandy.cli.report;

import java.util.List;
import java.util.Locale;

/** Draws one figure of the media over time as SVG, one line for each side. */
final class Plot {
    private static final double WIDTH = 270;
    private static final double HEIGHT = 120;
    private static final double LEFT = 30;
    private static final double TOP = 12;
    private static final double BOTTOM = 22;
    private static final int MOST_POINTS = 120;
    private static final int FEW_POINTS = 30;

    private final String unit;
    private final List<Curve> curves;
    private final double begin;
    private final double end;
    private final double top;

    /**
     * @param least the scale reaches at least so far, so that nothing looks grave that is not
     * @param begin of the time axis, milliseconds since the INVITE
     */
    Plot(String unit, List<Curve> curves, double least, double begin, double end) {
        this.unit = unit;
        this.curves = curves.stream().map(curve -> curve.thinned(MOST_POINTS)).toList();
        this.begin = begin;
        this.end = Math.max(end, begin + 1000);
        this.top = round(Math.max(
                least, curves.stream().mapToDouble(Curve::highest).max().orElse(0)));
    }

    /** The next of 1, 2, 5, 10, … */
    private static double round(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 2, 5, 10}) {
            if (step * decade >= value) {
                return step * decade;
            }
        }
        return value;
    }

    Markup draw(String name) {
        var svg = new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "class",
                        "plot",
                        "viewBox",
                        "0 0 " + Figure.at(WIDTH) + " " + Figure.at(HEIGHT),
                        "role",
                        "img",
                        "aria-label",
                        name + " over the call, highest "
                                + number(curves.stream()
                                        .mapToDouble(Curve::highest)
                                        .max()
                                        .orElse(0))
                                + " " + unit);
        for (int i = 0; i <= 2; i++) {
            double value = top * i / 2;
            double y = y(value);
            svg.empty(
                    "line",
                    "class",
                    i == 0 ? "axis" : "grid",
                    "x1",
                    Figure.at(LEFT),
                    "y1",
                    Figure.at(y),
                    "x2",
                    Figure.at(WIDTH - 4),
                    "y2",
                    Figure.at(y));
            svg.element(
                    "text",
                    number(value),
                    "class",
                    "tick",
                    "x",
                    Figure.at(LEFT - 6),
                    "y",
                    Figure.at(y + 4),
                    "text-anchor",
                    "end");
        }
        tick(svg, begin, "start");
        tick(svg, (begin + end) / 2, "middle");
        tick(svg, end, "end");
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), "side" + (i + 1));
        }
        return svg.close();
    }

    private void tick(Markup svg, double time, String anchor) {
        svg.element(
                "text",
                Figure.time(time),
                "class",
                "tick",
                "x",
                Figure.at(x(time)),
                "y",
                Figure.at(HEIGHT - 4),
                "text-anchor",
                anchor);
    }

    private void curve(Markup svg, Curve curve, String cssClass) {
        if (curve.points().isEmpty()) {
            return;
        }
        var path = new StringBuilder();
        for (var point : curve.points()) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Figure.at(x(point.time())))
                    .append(' ')
                    .append(Figure.at(y(point.value())));
        }
        svg.empty("path", "class", "curve " + cssClass, "d", path.toString());
        if (curve.points().size() <= FEW_POINTS) {
            for (var point : curve.points()) {
                svg.empty(
                        "circle",
                        "class",
                        "point " + cssClass,
                        "cx",
                        Figure.at(x(point.time())),
                        "cy",
                        Figure.at(y(point.value())),
                        "r",
                        "2.5");
            }
        }
    }

    private double x(double time) {
        return LEFT + (WIDTH - 4 - LEFT) * (time - begin) / (end - begin);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
    }
}
