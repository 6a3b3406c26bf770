package org.sipbrandy.cli.report;

import java.util.OptionalDouble;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.cli.report.Rung.Fate;
import org.sipbrandy.cli.text.StepName;

/** Draws a ladder as SVG. Rows follow each other in the order of time; the time itself is written at their ends. */
final class LadderDrawing {
    private static final double TIMES = 64;
    private static final double EDGE = 16;
    private static final double SLOPE = 6;
    private static final double LETTER = 6.5;
    private static final double BOLD_LETTER = 7.6;

    private final Ladder ladder;
    private final double width;
    private final double left;
    private final double right;
    private final KeyNote.Reader notes = new KeyNote.Reader();
    private final Markup rows = new Markup();
    private double y = 46;

    private LadderDrawing(Ladder ladder, double width) {
        this.ladder = ladder;
        this.width = width;
        this.left = ladder.tells(true) ? TIMES : EDGE;
        this.right = width - (ladder.tells(false) ? TIMES : EDGE);
    }

    /** @param width in units; a letter is about 6.5 of them */
    static Markup of(Ladder ladder, double width, String cssClass) {
        var drawing = new LadderDrawing(ladder, width);
        return drawing.draw(cssClass);
    }

    private Markup draw(String cssClass) {
        for (Rung rung : ladder.rungs()) {
            switch (rung) {
                case Rung.Arrow it -> arrow(it);
                case Rung.Mark it -> mark(it);
                case Rung.Pause it -> pause(it);
            }
        }
        double height = y + 12;
        var svg = new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "class",
                        "ladder " + cssClass,
                        "viewBox",
                        "0 0 " + Figure.at(width) + " " + Figure.at(height),
                        "role",
                        "img",
                        "aria-label",
                        "The messages between " + ladder.caller() + " and " + ladder.callee());
        lifeline(svg, left, height, "caller", ladder.caller(), true);
        lifeline(svg, right, height, "callee", ladder.callee(), false);
        return svg.add(rows).close();
    }

    private void lifeline(Markup svg, double x, double height, String role, String who, boolean caller) {
        int letters = (int) ((width / 2 - 8) / BOLD_LETTER);
        String at = Figure.at(caller ? 2 : width - 2);
        String anchor = caller ? "start" : "end";
        svg.open("text", "class", "who", "x", at, "y", "14", "text-anchor", anchor)
                .element("title", who)
                .text(Figure.fit(who, letters))
                .close();
        svg.element("text", role, "class", "role", "x", at, "y", "30", "text-anchor", anchor);
        line(svg, "life", x, 38, x, height);
    }

    private static void line(Markup svg, String cssClass, double x1, double y1, double x2, double y2) {
        svg.empty(
                "line",
                "class",
                cssClass,
                "x1",
                Figure.at(x1),
                "y1",
                Figure.at(y1),
                "x2",
                Figure.at(x2),
                "y2",
                Figure.at(y2));
    }

    // ── messages ────────────────────────────────────────────────────────────────────────────────

    private void arrow(Rung.Arrow it) {
        var message = it.message();
        var note = notes.of(it);
        boolean bad = message.fails() || it.fate() != Fate.PASSED || note.kind().equals("bad");
        double middle = (left + right) / 2;
        int letters = (int) ((right - left - 8) / LETTER);
        rows.open("g", "class", "message" + (bad ? " bad" : ""));
        rows.element("title", title(it, note));
        y += 15;
        centred("label", middle, y, Figure.cut(label(message, letters), letters));
        y += 7;
        double from = it.fromCaller() ? left : right;
        double to = it.fromCaller() ? right : left;
        shaft(it, from, to);
        time(it.fromCaller() ? it.departed() : it.arrived(), left, y + (it.fromCaller() ? 0 : SLOPE), true);
        time(it.fromCaller() ? it.arrived() : it.departed(), right, y + (it.fromCaller() ? SLOPE : 0), false);
        y += SLOPE;
        if (!note.text().isEmpty()) {
            y += 15;
            note(note, middle, letters);
        }
        String fault = fault(it, message);
        if (!fault.isEmpty()) {
            y += 15;
            centred("note bad", middle, y, Figure.cut(fault, letters));
        }
        y += 14;
        rows.close();
    }

    private static String label(Passed message, int letters) {
        String of = message.status() == 0 ? "" : " (" + message.method() + ")";
        String times = message.times() > 1 ? ", " + message.times() + " times" : "";
        return Figure.cut(message.label(), letters - of.length() - times.length()) + of + times;
    }

    private static String title(Rung.Arrow it, KeyNote note) {
        var message = it.message();
        return message.label() + ", CSeq " + message.cseq() + " " + message.method()
                + (note.full().isEmpty() ? "" : ", " + note.full());
    }

    private static String fault(Rung.Arrow it, Passed message) {
        return switch (it.fate()) {
            case LOST -> "never arrived";
            case FORGED -> "was never sent by the other side";
            case PASSED, CHANGED -> message.refusal().map(Reason::code).orElse("");
        };
    }

    private void shaft(Rung.Arrow it, double from, double to) {
        double sign = Math.signum(to - from);
        switch (it.fate()) {
            case LOST -> {
                double end = from + (to - from) * 0.6;
                double endY = y + SLOPE * 0.6;
                line(rows, "shaft", from, y, end, endY);
                line(rows, "cross", end - 5, endY - 5, end + 5, endY + 5);
                line(rows, "cross", end - 5, endY + 5, end + 5, endY - 5);
            }
            case FORGED -> {
                double begin = from + (to - from) * 0.4;
                line(rows, "shaft", begin, y + SLOPE * 0.4, to, y + SLOPE);
                head(to, sign);
            }
            case PASSED, CHANGED -> {
                line(rows, "shaft", from, y, to, y + SLOPE);
                head(to, sign);
            }
        }
    }

    private void head(double tip, double sign) {
        double back = tip - sign * 9;
        double at = y + SLOPE;
        rows.empty(
                "path",
                "class",
                "head",
                "d",
                "M" + Figure.at(tip) + " " + Figure.at(at) + "L" + Figure.at(back) + " " + Figure.at(at - 4.5) + "L"
                        + Figure.at(back) + " " + Figure.at(at + 4) + "Z");
    }

    private void note(KeyNote note, double middle, int letters) {
        boolean seal = note.kind().equals("signed");
        String text = Figure.cut(note.text(), letters - (seal ? 3 : 0));
        if (!seal) {
            centred("note " + note.kind(), middle, y, text);
            return;
        }
        double begin = middle - text.length() * LETTER / 2 + 8;
        seal(begin - 10, y - 4);
        rows.element("text", text, "class", "note signed", "x", Figure.at(begin), "y", Figure.at(y));
    }

    /** A small seal with a tick in it. */
    private void seal(double x, double at) {
        rows.empty("circle", "class", "seal", "cx", Figure.at(x), "cy", Figure.at(at), "r", "6");
        rows.empty("path", "class", "tick", "d", "M" + Figure.at(x - 2.8) + " " + Figure.at(at) + "l2 2.2l3.8 -4.2");
    }

    // ── steps ───────────────────────────────────────────────────────────────────────────────────

    private void mark(Rung.Mark it) {
        double x = it.caller() ? left : right;
        y += 13;
        rows.open("g", "class", it.step().ok() ? "mark" : "mark bad");
        rows.element("title", it.step().step() + ": " + it.step().detail());
        rows.empty("circle", "class", "dot", "cx", Figure.at(x), "cy", Figure.at(y - 4), "r", "4");
        String text = name(it.step())
                + (it.step().ok() || it.step().detail().isEmpty()
                        ? ""
                        : ": " + it.step().detail());
        rows.element(
                "text",
                Figure.cut(text, (int) ((right - left - 16) / LETTER)),
                "class",
                "step",
                "x",
                Figure.at(it.caller() ? x + 11 : x - 11),
                "y",
                Figure.at(y),
                "text-anchor",
                it.caller() ? "start" : "end");
        time(OptionalDouble.of(it.at()), x, y - 4, it.caller());
        y += 8;
        rows.close();
    }

    private static String name(Side.StepLine step) {
        for (Step one : Step.values()) {
            if (one.word().equals(step.step())) {
                return StepName.of(one, step.ok());
            }
        }
        return step.step();
    }

    private void pause(Rung.Pause it) {
        y += 18;
        rows.open("g", "class", "pause");
        for (double x : new double[] {left, right}) {
            rows.empty(
                    "rect",
                    "class",
                    "gap",
                    "x",
                    Figure.at(x - 3),
                    "y",
                    Figure.at(y - 12),
                    "width",
                    "6",
                    "height",
                    "16");
        }
        centred("quiet", (left + right) / 2, y, Figure.span(it.length()) + " later");
        y += 10;
        rows.close();
    }

    private void time(OptionalDouble millis, double x, double at, boolean caller) {
        millis.ifPresent(value -> rows.element(
                "text",
                Figure.time(value),
                "class",
                "time",
                "x",
                Figure.at(caller ? x - 8 : x + 8),
                "y",
                Figure.at(at + 4),
                "text-anchor",
                caller ? "end" : "start"));
    }

    private void centred(String cssClass, double x, double at, String text) {
        rows.element("text", text, "class", cssClass, "x", Figure.at(x), "y", Figure.at(at), "text-anchor", "middle");
    }
}
