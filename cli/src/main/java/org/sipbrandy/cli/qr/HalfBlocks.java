package org.sipbrandy.cli.qr;

import java.util.ArrayList;
import java.util.List;

/** Draws a code with block elements, two modules above each other in a character: squares, on most terminals. */
public final class HalfBlocks {
    private static final String BLACK_ON_WHITE = "\u001b[30;107m";
    private static final String PLAIN = "\u001b[0m";

    private HalfBlocks() {}

    /**
     * The lines.
     *
     * @param colours whether the terminal takes them: dark on light then, as readers like it best; else what is light is
     *     drawn, for light letters on a dark ground
     */
    public static List<String> of(SafetyCode code, boolean colours) {
        var lines = new ArrayList<String>();
        for (int y = 0; y < code.size(); y += 2) {
            var line = new StringBuilder(colours ? BLACK_ON_WHITE : "");
            for (int x = 0; x < code.size(); x++) {
                line.append(block(code.dark(x, y) == colours, code.dark(x, y + 1) == colours));
            }
            lines.add(line.append(colours ? PLAIN : "").toString());
        }
        return lines;
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }

    /** Prints it on stdout, in colours where that is a terminal and nobody objects (no-color.org). */
    public static void print(SafetyCode code) {
        boolean colours =
                System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
        of(code, colours).forEach(System.out::println);
    }
}
