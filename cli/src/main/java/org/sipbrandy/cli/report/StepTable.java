package org.sipbrandy.cli.report;

import java.util.List;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.cli.report.Side.StepLine;

/** The steps of the protection with their times, a column for each side. */
final class StepTable {
    private StepTable() {}

    static void add(Markup body, List<Side> sides) {
        if (sides.stream().allMatch(side -> side.steps().isEmpty())) {
            return;
        }
        body.open("section").element("h2", "Steps of the protection");
        if (sides.size() > 1) {
            body.element(
                    "p",
                    "Each side counts from when it sent or received the INVITE, on its own clock.",
                    "class",
                    "legend");
        }
        body.open("table", "class", sides.size() > 1 ? "steps both" : "steps")
                .open("thead")
                .open("tr")
                .element("th", "step", "scope", "col");
        for (Side side : sides) {
            body.element("th", side.caller() ? "caller" : "callee", "scope", "col");
        }
        body.close().close().open("tbody");
        for (Step step : Step.values()) {
            if (sides.stream().allMatch(side -> lines(side, step).isEmpty())) {
                continue;
            }
            body.open("tr").element("th", step.word(), "scope", "row");
            for (Side side : sides) {
                cell(body, lines(side, step));
            }
            body.close();
        }
        body.close().close().close();
    }

    private static List<StepLine> lines(Side side, Step step) {
        return side.steps().stream()
                .filter(one -> one.step().equals(step.word()))
                .toList();
    }

    private static void cell(Markup body, List<StepLine> lines) {
        if (lines.isEmpty()) {
            body.element("td", "–", "class", "none");
            return;
        }
        body.open("td");
        for (StepLine line : lines) {
            body.open("div", "class", line.ok() ? "reached" : "failed")
                    .element("span", line.ok() ? "✓" : "✗", "class", "sign")
                    .text(" ")
                    .element("span", Figure.time(line.elapsed()), "class", "when")
                    .text(" ")
                    .element("small", line.detail())
                    .close();
        }
        body.close();
    }
}
