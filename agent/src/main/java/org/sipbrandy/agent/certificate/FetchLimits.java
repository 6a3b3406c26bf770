package org.sipbrandy.agent.certificate;

import java.time.Duration;

/**
 * What a fetch may cost (STIR-VS-33, STIR-VS-34).
 *
 * @param connect until the connection is there
 * @param whole until the last octet is there, redirects included
 * @param bytes of a body
 * @param redirects followed, to https only
 * @param anyAddress private, loopback and link-local addresses are asked too: for one's own network and for tests
 */
public record FetchLimits(Duration connect, Duration whole, int bytes, int redirects, boolean anyAddress) {
    /** 2 s, 5 s, 64 kB, three redirects, public addresses only. */
    public static final FetchLimits STANDARD =
            new FetchLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), 64 * 1024, 3, false);

    public FetchLimits {
        if (connect.isNegative() || whole.isNegative() || bytes < 1 || redirects < 0) {
            throw new IllegalArgumentException("a limit below nothing");
        }
    }

    /** The same, asking any address. */
    public FetchLimits withAnyAddress() {
        return new FetchLimits(connect, whole, bytes, redirects, true);
    }
}
