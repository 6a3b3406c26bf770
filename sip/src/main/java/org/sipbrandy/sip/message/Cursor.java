package org.sipbrandy.sip.message;

/** A position in unfolded header text; its methods take what the grammar asks for or throw. */
final class Cursor {
    final String text;
    final int end;
    int at;

    Cursor(String text) {
        this(text, 0, text.length());
    }

    Cursor(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    SipParseException error(String reason) {
        return new SipParseException(reason, at);
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The character here, or 0 at the end. */
    char peek() {
        return at < end ? text.charAt(at) : 0;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    void skipSpace() {
        while (at < end && isSpace(text.charAt(at))) {
            at++;
        }
    }

    void requireSpace() {
        int start = at;
        skipSpace();
        if (at == start) {
            throw error("white space expected");
        }
    }

    void requireEnd() {
        if (at < end) {
            throw error("unexpected text after the value");
        }
    }

    /** Takes the character if it is here. */
    boolean take(char c) {
        if (at < end && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes a separator with white space around it (SEMI, EQUAL, SLASH, COLON, COMMA). */
    boolean takeSeparator(char c) {
        int start = at;
        skipSpace();
        if (take(c)) {
            skipSpace();
            return true;
        }
        at = start;
        return false;
    }

    void require(char c) {
        if (!take(c)) {
            throw error("'" + c + "' expected");
        }
    }

    /** The longest run of characters of the class, possibly empty. */
    String run(CharClass chars) {
        int start = at;
        while (at < end && chars.has(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    String token(String what) {
        int start = at;
        String token = run(CharClass.TOKEN);
        if (at == start) {
            throw error(what + " expected");
        }
        return token;
    }

    long number(long max, String what) {
        int start = at;
        long value = 0;
        while (at < end) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            if (value > max) {
                throw error(what + " out of range");
            }
            at++;
        }
        if (at == start) {
            throw error(what + " expected");
        }
        return value;
    }

    /** The index after the closing quote of the quoted string that starts here. */
    int endOfQuoted() {
        int i = at + 1;
        while (i < end) {
            char c = text.charAt(i++);
            if (c == '"') {
                return i;
            }
            if (c == '\\' && i < end && text.charAt(i) != '\r' && text.charAt(i) != '\n') {
                i++;
            } else if (c < ' ' && c != '\t' || c == 0x7f) {
                throw error("control character in quoted string");
            }
        }
        throw error("quoted string without its end");
    }

    /** A quoted string as on the wire, quotes included. */
    String quoted() {
        int start = at;
        at = endOfQuoted();
        return text.substring(start, at);
    }
}
