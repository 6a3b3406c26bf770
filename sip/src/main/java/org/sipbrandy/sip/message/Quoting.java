package org.sipbrandy.sip.message;

/** Quoted strings, RFC 3261 §25.1. */
final class Quoting {
    private Quoting() {}

    /** The text without quotes and backslashes; unquoted text is returned as it is. */
    static String unquote(String text) {
        if (text.length() < 2 || text.charAt(0) != '"') {
            return text;
        }
        int end = text.length() - 1;
        if (text.indexOf('\\') < 0) {
            return text.substring(1, end);
        }
        StringBuilder out = new StringBuilder(end);
        for (int i = 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < end) {
                c = text.charAt(++i);
            }
            out.append(c);
        }
        return out.toString();
    }

    /** Whether the text is one quoted string and nothing else. */
    static boolean isQuoted(String text) {
        int end = text.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
            } else if (c == '"') {
                return false;
            }
            if (c == '\r' || c == '\n' || i == end) {
                return false;
            }
        }
        return end > 0 && text.charAt(0) == '"' && text.charAt(end) == '"';
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                // RFC 3261 §25.1: quoted-pair cannot carry CR or LF
                throw new IllegalArgumentException("line break in quoted string");
            }
            if (c == '"' || c == '\\' || c < ' ' && c != '\t' || c == 0x7f) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('"').toString();
    }
}
