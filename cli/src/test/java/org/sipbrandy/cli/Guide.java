package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages for users, and what they tell them to type. */
final class Guide {
    private static final Pattern COMMAND = Pattern.compile("(?m)^(\\./)?brandy ");

    private Guide() {}

    /**
     * Something to type.
     *
     * @param line of the page where it begins
     * @param expected the lines that must come of it, in this order; {@code …} stands for anything
     */
    record Example(int line, String commands, List<String> expected) {
        /** Whether it stays in its terminal, and the next one is for another terminal. */
        boolean stays() {
            return commands.contains("brandy answer");
        }
    }

    /** The root of the checkout. */
    static Path folder() {
        var here = Path.of("").toAbsolutePath();
        // A test runs in the folder of its module.
        return Files.isDirectory(here.resolve("docs/guide"))
                ? here
                : here.resolve("..").normalize();
    }

    /** The pages: README and the guide. */
    static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        pages.add(folder().resolve("README.md"));
        try (Stream<Path> guide = Files.list(folder().resolve("docs/guide"))) {
            guide.filter(it -> it.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    /**
     * What a page tells to type: its blocks of shell, or of no language, that have a brandy command. Those of bash need
     * programs of others: interop runs them.
     */
    static List<Example> examples(Path page) throws IOException {
        var examples = new ArrayList<Example>();
        var lines = Files.readAllLines(page);
        boolean said = false;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("```")) {
                continue;
            }
            String language = lines.get(i).substring(3).strip();
            int begin = i + 1;
            for (i++; i < lines.size() && !lines.get(i).startsWith("```"); i++) {
                // to the end of the block
            }
            var block = lines.subList(begin, i);
            String text = String.join("\n", block);
            if (language.equals("text") && said) {
                var last = examples.removeLast();
                examples.add(new Example(last.line(), last.commands(), List.copyOf(block)));
            } else if ((language.equals("sh") || language.isEmpty())
                    && COMMAND.matcher(text).find()) {
                examples.add(new Example(begin, text, List.of()));
                said = true;
            } else {
                said = false; // what follows is said by something else
            }
        }
        return examples;
    }

    /** What fits a line of an example. */
    static Pattern pattern(String line) {
        var pattern = new StringBuilder();
        for (String part : line.stripTrailing().split("…", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }
}
