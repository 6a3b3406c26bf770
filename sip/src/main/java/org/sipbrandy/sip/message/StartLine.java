package org.sipbrandy.sip.message;

import org.jspecify.annotations.Nullable;

/** Reads Request-Line and Status-Line, RFC 3261 §7.1 and §7.2. */
final class StartLine {
    private static final String VERSION = "SIP/2.0";

    private StartLine() {}

    static boolean isResponse(String line) {
        return line.regionMatches(true, 0, "SIP/", 0, 4);
    }

    /** The status code. */
    static int status(String line) {
        // RFC 3261 §7.1: the version is compared without regard to case
        if (!line.regionMatches(true, 0, VERSION + " ", 0, 8)) {
            throw new SipParseException("unknown version", 0);
        }
        Cursor in = new Cursor(line, 8, line.length());
        int status = (int) in.number(699, "status code");
        if (status < 100 || in.at != 11) {
            throw new SipParseException("status code out of range", 8);
        }
        in.require(' ');
        return status;
    }

    static String reason(String line) {
        return line.substring(12);
    }

    /** The method, if the line has the look of a request: a token, a space, and "SIP/" somewhere. */
    static @Nullable SipMethod method(String line) {
        int space = line.indexOf(' ');
        if (space <= 0 || !hasVersion(line, space)) {
            return null;
        }
        String name = line.substring(0, space);
        return CharClass.isToken(name) ? SipMethod.of(name) : null;
    }

    private static boolean hasVersion(String line, int from) {
        for (int i = line.length() - 4; i > from; i--) {
            if (line.regionMatches(true, i, "SIP/", 0, 4)) {
                return true;
            }
        }
        return false;
    }

    /** The text of the Request-URI; single spaces are the only white space of the line. */
    static Uri requestUri(String line) {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (last <= first || last + 1 == line.length()) {
            throw new SipParseException("malformed Request-Line", first);
        }
        Uri uri = UriParser.parse(line, first + 1, last);
        // RFC 3261 §19.1.1 table 1: headers are not allowed in a Request-URI
        if (uri instanceof SipUri sip && !sip.headers().isEmpty()) {
            throw new SipParseException("headers in Request-URI", first + 1);
        }
        return uri;
    }

    static boolean isKnownVersion(String line) {
        int last = line.lastIndexOf(' ');
        return line.length() - last - 1 == VERSION.length()
                && line.regionMatches(true, last + 1, VERSION, 0, VERSION.length());
    }

    /** Whether the line ends in a version at all: "SIP/", digits, a dot, digits. */
    static boolean endsInVersion(String line) {
        int i = line.lastIndexOf(' ') + 1;
        if (!line.regionMatches(true, i, "SIP/", 0, 4)) {
            return false;
        }
        Cursor in = new Cursor(line, i + 4, line.length());
        return !in.run(CharClass.DIGIT).isEmpty()
                && in.take('.')
                && !in.run(CharClass.DIGIT).isEmpty()
                && in.atEnd();
    }
}
