package org.sipbrandy.cli.text;

/**
 * Text of the far end, fit to be shown: nothing in it moves the cursor, changes colours or turns the reading direction.
 * Whoever calls chooses these letters.
 */
public final class Printable {
    private static final char REPLACEMENT = '\ufffd';

    private Printable() {}

    /** The text with U+FFFD in place of controls, direction marks and half characters. */
    public static String text(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            out.appendCodePoint(fit(c) ? c : REPLACEMENT);
        }
        return out.toString();
    }

    private static boolean fit(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
