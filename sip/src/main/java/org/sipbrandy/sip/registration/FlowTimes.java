package org.sipbrandy.sip.registration;

import java.util.random.RandomGenerator;
import org.sipbrandy.sip.transport.Target;

/** When a flow is kept alive, and its binding refreshed; in nanoseconds, spread so that many agents do not bunch. */
final class FlowTimes {
    private static final long SECOND = 1_000_000_000L;

    /** A refresh begins early enough for a whole transaction and another one. */
    private static final long REFRESH_MARGIN = 64;

    /** RFC 5626 §4.4.1 and §4.4.2: the upper bounds where the edge names none. */
    private static final long STREAM_KEEP_ALIVE = 120;

    private static final long DATAGRAM_KEEP_ALIVE = 29;
    private static final long LONGEST_KEEP_ALIVE = 3600;

    private FlowTimes() {}

    /** From the grant to the refresh. */
    static long refreshAfter(long granted, RandomGenerator random) {
        return share(Math.max(1, granted > 2 * REFRESH_MARGIN ? granted - REFRESH_MARGIN : granted / 2), random);
    }

    /** Between two keep-alives: as the edge says, or the standard value (RFC 5626 §4.4). */
    static long keepAlive(Binding granted, Target flow, RandomGenerator random) {
        long standard = flow.transport().reliable() ? STREAM_KEEP_ALIVE : DATAGRAM_KEEP_ALIVE;
        long wanted = granted.flowTimer().orElse(standard);
        return share(Math.clamp(wanted, 1, LONGEST_KEEP_ALIVE), random);
    }

    /** Between 80 and 100 %. */
    private static long share(long seconds, RandomGenerator random) {
        long nanos = seconds * SECOND;
        return nanos - random.nextLong(nanos / 5 + 1);
    }
}
