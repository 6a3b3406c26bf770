package org.sipbrandy.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes docs/conformance.md: each row of the matrix and the tests that show it. */
public final class Report {
    private static final int SHOWN_TESTS = 3;
    private static final int SHOWN_CHARACTERS = 150;

    private Report() {}

    /** The page. The same rows and tests give the same page. */
    public static String write(Map<String, Matrix.Row> rows, List<TestRun.Case> cases) {
        Map<String, List<TestRun.Case>> byRow = new LinkedHashMap<>();
        for (TestRun.Case one : cases) {
            one.ids()
                    .forEach(id ->
                            byRow.computeIfAbsent(id, _ -> new ArrayList<>()).add(one));
        }
        var groups = rows.values().stream()
                .collect(Collectors.groupingBy(Matrix.Row::group, LinkedHashMap::new, Collectors.toList()));
        var page = new StringBuilder("# Conformance\n\n")
                .append(
                        "Written by the test run (`mvn verify`) from [the matrix](spec/requirements.md) and the names of")
                .append(
                        " the tests; not to be edited.\n\"Not yet\" says that no test shows the row, not that nothing of")
                .append(" it is there.\n\n| group | rows | shown by tests |\n|---|---|---|\n");
        groups.forEach((group, list) -> page.append("| ")
                .append(group)
                .append(" | ")
                .append(list.size())
                .append(" | ")
                .append(list.stream().filter(row -> byRow.containsKey(row.id())).count())
                .append(" |\n"));
        groups.forEach((group, list) -> {
            page.append("\n## ").append(group).append("\n\n| ID | level | requirement | tests |\n|---|---|---|---|\n");
            list.forEach(row -> page.append("| ")
                    .append(row.id())
                    .append(" | ")
                    .append(row.level())
                    .append(" | ")
                    .append(shortened(row.requirement()))
                    .append(" | ")
                    .append(tests(byRow.getOrDefault(row.id(), List.of())))
                    .append(" |\n"));
        });
        return page.toString();
    }

    private static String tests(List<TestRun.Case> cases) {
        if (cases.isEmpty()) {
            return "not yet";
        }
        var names = cases.stream()
                .map(one -> switch (one.outcome()) {
                            case PASSED -> "";
                            case SKIPPED -> "skipped: ";
                            case FAILED -> "**fails**: ";
                        }
                        + one.className() + ": " + one.name().replace("|", "\\|"))
                .distinct()
                .sorted()
                .toList();
        String shown = names.stream().limit(SHOWN_TESTS).collect(Collectors.joining("; "));
        return names.size() > SHOWN_TESTS ? shown + "; +" + (names.size() - SHOWN_TESTS) : shown;
    }

    private static String shortened(String text) {
        if (text.length() <= SHOWN_CHARACTERS) {
            return text;
        }
        String cut = text.substring(0, SHOWN_CHARACTERS);
        cut = cut.substring(0, Math.max(1, cut.lastIndexOf(' ')));
        long ticks = cut.chars().filter(c -> c == '`').count();
        return cut + (ticks % 2 == 1 ? "`" : "") + " …";
    }
}
