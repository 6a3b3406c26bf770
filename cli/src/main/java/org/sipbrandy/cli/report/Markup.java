package org.sipbrandy.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sipbrandy.cli.text.Printable;

/**
 * Writes elements that are well-formed XML and HTML at once. All text and every attribute value is escaped here and
 * nowhere else; what is not fit to be shown is replaced (see {@link Printable}).
 */
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Markup open(String name, String... attributes) {
        tag(name, attributes).append('>');
        open.push(name);
        return this;
    }

    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content; only those that HTML lets be empty, and those of SVG. */
    Markup empty(String name, String... attributes) {
        tag(name, attributes).append("/>");
        return this;
    }

    /** An element with text in it. */
    Markup element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    Markup add(Markup other) {
        out.append(other);
        return this;
    }

    /** A style sheet of our own; it may hold no markup. */
    Markup style(String sheet) {
        if (sheet.indexOf('<') >= 0 || sheet.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet with markup in it");
        }
        out.append("<style>").append(sheet).append("</style>");
        return this;
    }

    private StringBuilder tag(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        return out;
    }

    private static String escape(String text) {
        return Printable.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open.peek() + " is not closed");
        }
        return out.toString();
    }
}
