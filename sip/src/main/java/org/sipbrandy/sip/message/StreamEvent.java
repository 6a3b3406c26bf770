package org.sipbrandy.sip.message;

/** What a stream held, in order. */
public sealed interface StreamEvent {
    /** A whole message, or one that was framed but is malformed; the stream goes on. */
    record Received(ParseResult result) implements StreamEvent {}

    /**
     * A double CRLF on a connection that the peer opened: its keep-alive, to be answered with a CRLF,
     * RFC 5626 §3.5.1.
     */
    record Ping() implements StreamEvent {}

    /** A CRLF on a connection that this end opened: the answer to its ping, RFC 5626 §3.5.1. */
    record Pong() implements StreamEvent {}

    /**
     * The next message cannot be found: Content-Length is missing, malformed, doubled or too large, or
     * the head is too long. If refused, answer; in any case close the connection. The last event.
     */
    record Lost(ParseResult result) implements StreamEvent {}
}
