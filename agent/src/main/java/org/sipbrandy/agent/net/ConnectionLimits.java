package org.sipbrandy.agent.net;

import java.time.Duration;

/**
 * What connections of signalling may cost. All of it is our rule.
 *
 * @param accepted connections that others opened, held at the same time; further ones are closed at once
 * @param acceptedFromOne as above, from one address
 * @param message how long a message may take from its first octet to its last, and how long a new connection may take to
 *     bring its first one; then it is closed
 * @param queued octets that wait for a peer that does not read; beyond it the connection is closed
 */
public record ConnectionLimits(int accepted, int acceptedFromOne, Duration message, int queued) {
    public ConnectionLimits {
        if (accepted < 1 || acceptedFromOne < 1 || queued < 1 || !message.isPositive()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** 10,000 connections, 1,000 from one address, 32 s (64·T1) for a message, 4 MiB for who does not read. */
    public static ConnectionLimits standard() {
        return new ConnectionLimits(10_000, 1_000, Duration.ofSeconds(32), 4 << 20);
    }
}
