package org.sipbrandy.sdp;

import java.util.function.Function;

/** Steps through the {@code x=value} lines of a body; CRLF, or LF alone from lax peers. */
final class SdpLines {
    private final String text;
    private int next;
    private int lines;
    private char type;
    private int valueStart;
    private String value = "";

    public SdpLines(String text) {
        if (text.length() > SdpLimits.MAX_LENGTH) {
            throw new SdpParseException(SdpLimits.MAX_LENGTH, "body is too long");
        }
        this.text = text;
    }

    /** Moves to the next line; false at the end. Empty lines may only end a body. */
    public boolean advance() {
        if (next >= text.length() || onlyLineEnds()) {
            return false;
        }
        int start = next;
        int feed = text.indexOf('\n', start);
        int end = feed < 0 ? text.length() : feed;
        next = feed < 0 ? end : feed + 1;
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        if (++lines > SdpLimits.MAX_LINES || end - start > SdpLimits.MAX_LINE) {
            throw new SdpParseException(start, "body has too many lines or too long a line");
        }
        if (end - start < 2 || text.charAt(start + 1) != '=') {
            throw new SdpParseException(start, "line is not of the form x=value");
        }
        type = text.charAt(start);
        valueStart = start + 2;
        value = text.substring(valueStart, end);
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == 0 || value.charAt(i) == '\r') {
                throw new SdpParseException(valueStart + i, "line has a NUL or CR inside");
            }
        }
        return true;
    }

    public char type() {
        return type;
    }

    public String value() {
        return value;
    }

    /** The value through a parser, whose faults get the offset in the body. */
    public <T> T read(Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (SdpParseException e) {
            throw e.shifted(valueStart);
        }
    }

    public SdpParseException fault(String reason) {
        return new SdpParseException(Math.max(0, valueStart - 2), reason);
    }

    private boolean onlyLineEnds() {
        for (int i = next; i < text.length(); i++) {
            if (text.charAt(i) != '\r' && text.charAt(i) != '\n') {
                return false;
            }
        }
        return true;
    }
}
