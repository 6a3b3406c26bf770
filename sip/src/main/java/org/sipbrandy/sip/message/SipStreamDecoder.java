package org.sipbrandy.sip.message;

import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages and keep-alives in the octets of a TCP or TLS connection, RFC 3261 §18.3. Holds at
 * most one unfinished message and what was handed in with its end. Poll until null after each receive.
 * Not thread-safe.
 */
public final class SipStreamDecoder {
    private static final int FIRST_SIZE = 4_096;

    private byte[] buffer = new byte[FIRST_SIZE];
    private int from;
    private int to;
    /** Octets of the stream before the buffer's first. */
    private long dropped;
    /** Up to where the end of the head has been looked for. */
    private int searched;
    /** The head that has been read, while its body is awaited. */
    private @Nullable HeadScanner head;

    private int bodyLength;
    private boolean halfPing;
    private boolean lost;
    private final boolean opened;

    private SipStreamDecoder(boolean opened) {
        this.opened = opened;
    }

    /** For a connection that this end opened: the peer's CRLFs are answers to our pings. */
    public static SipStreamDecoder opened() {
        return new SipStreamDecoder(true);
    }

    /** For a connection that the peer opened: double CRLFs are its pings, RFC 5626 §4.4.1. */
    public static SipStreamDecoder accepted() {
        return new SipStreamDecoder(false);
    }

    /** Hands in received octets; they are copied. Without effect after {@link StreamEvent.Lost}. */
    public void receive(byte[] octets, int offset, int length) {
        if (lost) {
            return;
        }
        if (buffer.length - to < length) {
            makeRoom(length);
        }
        System.arraycopy(octets, offset, buffer, to, length);
        to += length;
    }

    public void receive(byte[] octets) {
        receive(octets, 0, octets.length);
    }

    private void makeRoom(int length) {
        int held = to - from;
        int needed = Math.addExact(held, length);
        byte[] target = needed <= buffer.length ? buffer : new byte[Math.max(needed, buffer.length * 2)];
        System.arraycopy(buffer, from, target, 0, held);
        buffer = target;
        searched -= from;
        dropped += from;
        from = 0;
        to = held;
    }

    /** The next event, or null if more octets are needed. */
    public @Nullable StreamEvent poll() {
        if (lost) {
            return null;
        }
        if (head == null) {
            StreamEvent keepAlive = keepAlive();
            if (keepAlive != null) {
                return keepAlive;
            }
            StreamEvent broken = findHead();
            if (broken != null) {
                lost = true;
                buffer = new byte[0];
                dropped += to;
                from = 0;
                to = 0;
                return broken;
            }
        }
        return head != null && to - from >= bodyLength ? finish(head) : null;
    }

    // RFC 5626 §3.5.1; RFC 3261 §7.5 has any CRLF before a start line ignored
    private @Nullable StreamEvent keepAlive() {
        while (crlfAt(from)) {
            from += 2;
            searched = from;
            if (opened) {
                return new StreamEvent.Pong();
            }
            halfPing = !halfPing;
            if (!halfPing) {
                return new StreamEvent.Ping();
            }
        }
        return null;
    }

    private boolean crlfAt(int index) {
        return index + 1 < to && buffer[index] == '\r' && buffer[index + 1] == '\n';
    }

    /** Reads the head once it is whole; an event if the stream is lost. */
    private @Nullable StreamEvent findHead() {
        if (to - from < 4) {
            return null;
        }
        halfPing = false;
        int i = Math.max(from, searched - 3);
        while (i + 3 < to && !(buffer[i] == '\r' && crlfAt(i) && crlfAt(i + 2))) {
            i++;
        }
        searched = to;
        boolean found = i + 3 < to;
        if (found ? i + 4 - from > SipLimits.MAX_HEAD : to - from >= SipLimits.MAX_HEAD) {
            return new StreamEvent.Lost(new ParseResult.Garbage("head too long", SipLimits.MAX_HEAD));
        }
        if (!found) {
            return null;
        }
        byte[] octets = Arrays.copyOfRange(buffer, from, i + 4);
        HeadScanner scanned = new HeadScanner(octets, 0, octets.length);
        scanned.scanMessage();
        from = i + 4;
        return frame(scanned);
    }

    private @Nullable StreamEvent frame(HeadScanner scanned) {
        Headers headers = scanned.headers();
        // RFC 3261 §20.14: on a stream Content-Length must be there; TORT-06: else the stream is lost
        if (!scanned.isComplete() || headers.count(HeaderName.CONTENT_LENGTH) != 1) {
            return lost(scanned, "no single Content-Length");
        }
        String value = headers.first(HeaderName.CONTENT_LENGTH).orElse("");
        OptionalInt length = Digits.bounded(value, Integer.MAX_VALUE);
        if (length.isEmpty()) {
            return lost(scanned, "malformed Content-Length");
        }
        if (length.getAsInt() > SipLimits.MAX_BODY) {
            ParseResult result = lost(scanned, "body too large").result();
            return new StreamEvent.Lost(
                    result instanceof ParseResult.Refused r
                            ? new ParseResult.Refused(513, ReasonPhrase.of(513), r.method(), r.headers())
                            : result);
        }
        head = scanned;
        bodyLength = length.getAsInt();
        return null;
    }

    private static StreamEvent.Lost lost(HeadScanner scanned, String reason) {
        return new StreamEvent.Lost(SipParser.read(scanned, Body.EMPTY, new SipParseException(reason, 0)));
    }

    private StreamEvent finish(HeadScanner scanned) {
        Body body = Body.copyOf(buffer, from, from + bodyLength);
        from += bodyLength;
        searched = from;
        head = null;
        if (from == to) {
            dropped += to;
            from = 0;
            to = 0;
            searched = 0;
            if (buffer.length > SipLimits.MAX_HEAD) {
                buffer = new byte[FIRST_SIZE];
            }
        }
        return new StreamEvent.Received(SipParser.read(scanned, body, null));
    }

    /** How many octets of the stream the events polled so far took up: what lies between two of them is one event's. */
    public long consumed() {
        return dropped + from - (head == null ? 0 : head.octets.length);
    }

    /**
     * Whether a message has begun and is not whole: the owner closes the connection if that lasts
     * (RFC 4475 §3.1.2.2).
     */
    public boolean isInsideMessage() {
        return head != null || to > from;
    }
}
