package org.sipbrandy.call.offer;

import org.sipbrandy.call.description.StreamKind;
import org.sipbrandy.sdp.offeranswer.Hold;

/** What the local user wants of a session that stands. */
public sealed interface SessionChange {
    /** To hold the far end, or to take it back (RFC 3264 §8.4). */
    record Holding(Hold hold) implements SessionChange {}

    /** Other formats, most wanted first, on the lines of that kind of media. */
    record Formats(StreamKind kind) implements SessionChange {}
}
