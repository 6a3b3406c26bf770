package org.sipbrandy.sip.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds lines and header fields in one pass over the octets; the values are looked at later. */
final class HeadScanner {
    final byte[] octets;
    private final int end;
    private int at;
    private HeaderField[] fields = new HeaderField[24];
    private int count;
    private @Nullable SipParseException fault;
    private boolean complete;
    private int lineEnd;
    private boolean folded;

    /** The range of the first line, where one was asked for. */
    int startLineStart;

    int startLineEnd;

    HeadScanner(byte[] octets, int start, int end) {
        this.octets = octets;
        this.at = start;
        this.end = end;
    }

    /** Reads a start line, header fields and the empty line after them. */
    void scanMessage() {
        while (at + 1 < end && octets[at] == '\r' && octets[at + 1] == '\n') {
            at += 2; // RFC 3261 §7.5
        }
        startLineStart = at;
        line(false);
        startLineEnd = lineEnd;
        scanFields();
    }

    /** Reads header fields and the empty line, if there is one. */
    void scanFields() {
        while (at < end && !complete && count <= SipLimits.MAX_FIELDS) {
            if (octets[at] == '\r' && at + 1 < end && octets[at + 1] == '\n') {
                at += 2;
                complete = true;
            } else {
                field();
            }
        }
        if (count > SipLimits.MAX_FIELDS) {
            fail("too many header fields", at);
        }
    }

    /** Moves behind the line that starts here, and behind the lines folded into it. */
    private void line(boolean mayFold) {
        int start = at;
        folded = false;
        int i = at;
        while (true) {
            while (i < end && octets[i] != '\r' && octets[i] != '\n') {
                i++;
            }
            lineEnd = i;
            if (i >= end) {
                fail("line without end", i);
                at = end;
                break;
            }
            if (octets[i] == '\n' || i + 1 >= end || octets[i + 1] != '\n') {
                // RFC 3261 §25.1 knows CR and LF only as CRLF
                fail("CR or LF alone", i);
                if (octets[i] == '\r') {
                    i++;
                    continue;
                }
                at = i + 1;
                break;
            }
            at = i + 2;
            if (!mayFold || at >= end || !Folding.isSpace(octets[at])) {
                break;
            }
            folded = true;
            i = at;
        }
        if (at - start > SipLimits.MAX_LINE) {
            fail("line too long", start);
        }
    }

    private void field() {
        int start = at;
        int i = at;
        while (i < end && CharClass.TOKEN.has(octets[i])) {
            i++;
        }
        int nameEnd = i;
        while (i < end && Folding.isSpace(octets[i])) {
            i++;
        }
        boolean named = nameEnd > start && i < end && octets[i] == ':';
        if (!named) {
            fail("header field without name or colon", i);
            line(true);
            return;
        }
        i++;
        while (i < end && Folding.isSpace(octets[i])) {
            i++;
        }
        at = i;
        line(true);
        if (at - start > SipLimits.MAX_LINE) {
            fail("header field too long", start);
        }
        if (count == fields.length) {
            fields = Arrays.copyOf(fields, count * 2);
        }
        String name = HeaderName.canonical(octets, start, nameEnd);
        fields[count++] = new HeaderField(name, octets, start, Math.min(i, lineEnd), lineEnd, folded);
    }

    private void fail(String reason, int offset) {
        if (fault == null) {
            fault = new SipParseException(reason, offset);
        }
    }

    /** What was wrong with the lines first, or null. */
    @Nullable
    SipParseException fault() {
        return fault;
    }

    /** Whether the empty line was there. */
    boolean isComplete() {
        return complete;
    }

    /** The index after the empty line. */
    int bodyStart() {
        return at;
    }

    Headers headers() {
        return count == 0 ? Headers.NONE : new Headers(Arrays.copyOf(fields, count));
    }
}
