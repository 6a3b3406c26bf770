package org.sipbrandy.agent.certificate;

import java.time.Duration;

/** What came of asking one URI once. */
sealed interface Fetched {
    /**
     * A body.
     *
     * @param fresh for how long it may be kept (RFC 9111 §4.2)
     */
    record Body(byte[] content, Duration fresh) implements Fetched {}

    /** Ask there instead. */
    record Redirect(String location) implements Fetched {}

    /** Nothing to be had, and why, for a person. */
    record Failed(String why) implements Fetched {}
}
