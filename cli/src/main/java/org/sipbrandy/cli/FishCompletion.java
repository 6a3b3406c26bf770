package org.sipbrandy.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: a line for each command, and one for each option of each. */
final class FishCompletion {
    private final List<String> lines = new ArrayList<>();

    private FishCompletion() {}

    static List<String> of(CommandLine program) {
        var made = new FishCompletion();
        made.lines.add("complete -c brandy -f"); // no files but where an option takes one
        made.add(program, "");
        return List.copyOf(made.lines);
    }

    /** @param seen the condition that this command, and those above it, were typed; empty for the program itself */
    private void add(CommandLine command, String seen) {
        var subs = command.getSubcommands();
        String none = seen.isEmpty()
                ? "__fish_use_subcommand"
                : seen + "; and not __fish_seen_subcommand_from " + String.join(" ", subs.keySet());
        subs.forEach((name, sub) -> {
            String description = first(sub.getCommandSpec().usageMessage().description());
            lines.add("complete -c brandy -n " + quote(none) + " -a " + name + " -d " + quote(description));
        });
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                add(option, seen.isEmpty() ? none : seen);
            }
        }
        subs.forEach((name, sub) ->
                add(sub, (seen.isEmpty() ? "" : seen + "; and ") + "__fish_seen_subcommand_from " + name));
    }

    private void add(OptionSpec option, String condition) {
        var line = new StringBuilder("complete -c brandy -n ").append(quote(condition));
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            line.append(option.paramLabel().matches(".*(FILE|DIR).*") ? " -r -F" : " -x");
        }
        lines.add(line.append(" -d ").append(quote(first(option.description()))).toString());
    }

    private static String first(String... lines) {
        return lines.length == 0 ? "" : lines[0].replace("%n", " ").replace("%%", "%");
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
