package org.sipbrandy.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.sipbrandy.call.evidence.Level;
import org.sipbrandy.call.evidence.Reason;
import org.sipbrandy.call.evidence.Verdict;
import org.sipbrandy.cli.text.Advice;

/** Why a call was not better protected, and what to do: the guide's words. */
final class Why {
    private Why() {}

    static void add(Markup body, List<Side> sides) {
        var reasons = new LinkedHashMap<Reason, List<String>>();
        for (Side side : sides) {
            side.verdict()
                    .ifPresent(verdict -> verdict.reasons()
                            .forEach(reason -> reasons.computeIfAbsent(reason, _ -> new ArrayList<>())
                                    .add(side.caller() ? "the caller" : "the callee")));
        }
        if (reasons.isEmpty()) {
            return;
        }
        var worst = sides.stream()
                .flatMap(side -> side.verdict().stream())
                .map(Verdict::level)
                .max(Comparator.naturalOrder())
                .orElse(Level.PENDING);
        body.open("section", "class", "why " + worst.word()).element("h2", "Why, and what to do");
        reasons.forEach((reason, who) -> {
            body.open("div", "class", "reason").open("h3").element("code", reason.code());
            if (sides.size() > 1) {
                body.element("small", " said by " + String.join(" and ", who));
            }
            body.close();
            Advice.of(reason).ifPresent(advice -> {
                prose(body, "", advice.meaning());
                prose(body, "What to do: ", advice.action());
            });
            body.close();
        });
        for (Side side : sides) {
            side.ended().ifPresent(end -> {
                if (end.text("level").equals("refused")) {
                    body.open("p", "class", "quiet")
                            .text(side.caller() ? "At the caller it ended with: " : "At the callee it ended with: ")
                            .text(end.text("reason"))
                            .text(status(end))
                            .close();
                }
            });
        }
        body.close();
    }

    static String status(Event end) {
        int status = (int) end.number("status").orElse(0);
        return status == 0 ? "" : " (" + status + ")";
    }

    /** Text of the guide, a sentence, with code between backticks. */
    private static void prose(Markup body, String before, String text) {
        body.open("p");
        if (!before.isEmpty()) {
            body.element("b", before);
        }
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                body.element("code", parts[i]);
            } else {
                body.text(i == 0 && before.isEmpty() ? capital(parts[i]) : parts[i]);
            }
        }
        body.text(".").close();
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
