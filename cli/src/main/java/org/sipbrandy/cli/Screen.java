package org.sipbrandy.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.sipbrandy.cli.text.Printable;

/**
 * Where lines are shown: with colours if it has them, with a last line that is written over if it is a terminal. Escape
 * sequences come from here only, and never leave for anything but a terminal. May be used from any thread.
 */
final class Screen {
    static final int WIDTH = 80;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colour;
    private final boolean symbols;
    private boolean statusShown;

    /** Colours, as terminals know them. */
    enum Paint {
        PLAIN(""),
        GOOD("32"),
        WARNING("33"),
        BAD("31"),
        STRONG("1"),
        QUIET("2"),
        GOOD_STRONG("1;32"),
        WARNING_STRONG("1;33"),
        BAD_STRONG("1;31");

        private final String code;

        Paint(String code) {
            this.code = code;
        }
    }

    /**
     * @param terminal whether lines can be written over
     * @param colour whether it shows colours
     */
    Screen(PrintStream out, boolean terminal, boolean colour) {
        this.out = out;
        this.terminal = terminal;
        this.colour = terminal && colour;
        this.symbols = out.charset().equals(StandardCharsets.UTF_8);
    }

    /** The one that the program was started on; without colours where somebody objects (no-color.org). */
    static Screen ofProgram() {
        String kind = System.getenv("TERM");
        var console = System.console();
        boolean terminal = console != null && console.isTerminal() && kind != null && !kind.equals("dumb");
        String objection = System.getenv("NO_COLOR");
        return new Screen(System.out, terminal, objection == null || objection.isEmpty());
    }

    boolean terminal() {
        return terminal;
    }

    /** Whether it can show more than ASCII. */
    boolean symbols() {
        return symbols;
    }

    String paint(Paint paint, String text) {
        return colour && paint != Paint.PLAIN && !text.isEmpty()
                ? "\u001b[" + paint.code + "m" + text + "\u001b[0m"
                : text;
    }

    /** A mark before a line: reached or failed. */
    String sign(boolean ok) {
        return ok ? paint(Paint.GOOD, symbols ? "✓" : "+") : paint(Paint.BAD_STRONG, symbols ? "✗" : "!");
    }

    synchronized void line(String text) {
        if (statusShown) {
            out.print("\r\u001b[K");
            statusShown = false;
        }
        out.println(text);
        out.flush();
    }

    /** Lines of words: none longer than a terminal is wide, and all in one where no terminal is. */
    void prose(Paint paint, String indent, String text) {
        var line = new StringBuilder();
        for (String word : Printable.text(text).split(" ")) {
            if (terminal && !line.isEmpty() && indent.length() + line.length() + 1 + word.length() > WIDTH) {
                line(indent + paint(paint, line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(indent + paint(paint, line.toString()));
    }

    /** Shows a last line in place of the one before; nothing where lines cannot be written over. */
    synchronized void status(String text) {
        if (terminal) {
            out.print("\r" + text + "\u001b[K");
            out.flush();
            statusShown = true;
        }
    }
}
