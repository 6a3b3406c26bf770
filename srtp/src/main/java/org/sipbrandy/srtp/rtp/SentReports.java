package org.sipbrandy.srtp.rtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.sipbrandy.srtp.rtcp.NtpTime;
import org.sipbrandy.srtp.rtcp.ReportBlock;

/**
 * When our last SRs left, so that a round trip is measured by the monotonic clock: a step of the wall clock does not
 * falsify it, and an LSR that we never sent yields nothing (RFC 3550 §6.4.1).
 */
final class SentReports {
    private static final int KEPT = 16;

    private final Deque<Sent> sent = new ArrayDeque<>(KEPT);

    void sent(long ntpTime, long now) {
        if (sent.size() == KEPT) {
            sent.removeFirst();
        }
        sent.addLast(new Sent(NtpTime.middle(ntpTime), now));
    }

    /** A − LSR − DLSR in nanoseconds, never negative. */
    OptionalLong roundTrip(ReportBlock block, long now) {
        if (block.lastSr() == 0) {
            return OptionalLong.empty();
        }
        for (Sent report : sent) {
            if (report.middle == block.lastSr()) {
                long held = (block.delaySinceLastSr() >> 16) * 1_000_000_000L
                        + ((block.delaySinceLastSr() & 0xffff) * 1_000_000_000L >> 16);
                return OptionalLong.of(Math.max(0, now - report.at - held));
            }
        }
        return OptionalLong.empty();
    }

    private record Sent(long middle, long at) {}
}
