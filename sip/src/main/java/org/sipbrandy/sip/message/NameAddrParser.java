package org.sipbrandy.sip.message;

import java.util.Optional;

/** Reads {@code ( name-addr / addr-spec ) *( SEMI generic-param )}, RFC 3261 §25.1. */
final class NameAddrParser {
    private NameAddrParser() {}

    /** Takes one address and the white space around it. */
    static NameAddr parse(Cursor in) {
        in.skipSpace();
        Optional<String> displayName = Optional.empty();
        Uri uri;
        if (in.peek() == '"') {
            displayName = Optional.of(Quoting.unquote(in.quoted()));
            in.skipSpace();
            uri = bracketed(in);
        } else {
            int start = in.at;
            skipTokens(in);
            if (in.peek() == '<') {
                String name = in.text.substring(start, in.at).strip();
                displayName = name.isEmpty() ? Optional.empty() : Optional.of(name);
                uri = bracketed(in);
            } else {
                in.at = start;
                uri = bare(in);
            }
        }
        Parameters parameters = Parameters.parse(in);
        in.skipSpace();
        return new NameAddr(displayName, uri, parameters);
    }

    /** An unquoted display name; octets beyond ASCII are let pass, as they are common. */
    private static void skipTokens(Cursor in) {
        while (!in.atEnd()) {
            char c = in.peek();
            if (!CharClass.TOKEN.has(c) && !Cursor.isSpace(c) && c < 0x80) {
                return;
            }
            in.at++;
        }
    }

    private static Uri bracketed(Cursor in) {
        in.require('<');
        int close = in.text.indexOf('>', in.at);
        if (close < 0 || close >= in.end) {
            throw in.error("'>' expected");
        }
        Uri uri = UriParser.parse(in.text, in.at, close);
        in.at = close + 1;
        return uri;
    }

    /**
     * RFC 3261 §20: a URI with comma, question mark or semicolon must be in angle brackets, so the
     * first of them ends it, and a question mark is an error.
     */
    private static Uri bare(Cursor in) {
        int start = in.at;
        int i = start;
        while (i < in.end) {
            char c = in.text.charAt(i);
            if (c == ';' || c == ',' || Cursor.isSpace(c)) {
                break;
            }
            if (c == '?') {
                in.at = i;
                throw in.error("URI with headers outside angle brackets");
            }
            i++;
        }
        Uri uri = UriParser.parse(in.text, start, i);
        in.at = i;
        return uri;
    }
}
