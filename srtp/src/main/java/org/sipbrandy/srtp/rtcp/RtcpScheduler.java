package org.sipbrandy.srtp.rtcp;

import java.util.random.RandomGenerator;

/**
 * Says when to send RTCP (RFC 3550 §6.3, A.7): randomised intervals with timer reconsideration, forward and reverse.
 * Times are monotonic nanoseconds. A BYE of fewer than 50 members needs no schedule (§6.3.7). Not thread-safe.
 */
public final class RtcpScheduler {
    /** e − 3/2, for what reconsideration makes of the mean interval (§6.3.1). */
    private static final double COMPENSATION = Math.E - 1.5;

    private static final double RTCP_SHARE = 0.05;
    private static final double SENDER_SHARE = 0.25;
    /** SR or RR with one block, SDES with a short CNAME, BYE-less, UDP and IPv4 headers. */
    private static final double FIRST_PACKET_OCTETS = 120;

    private final RtcpTiming timing;
    private final RandomGenerator random;
    private int members = 1;
    private int membersBefore = 1;
    private int senders;
    private boolean sending;
    private boolean initial = true;
    private double averageOctets = FIRST_PACKET_OCTETS;
    private long last;
    private long next;

    /** Starts the session: the first report is due after half an interval. */
    public RtcpScheduler(RtcpTiming timing, RandomGenerator random, long now) {
        this.timing = timing;
        this.random = random;
        this.last = now;
        this.next = now + interval();
    }

    /** When {@link #timeout} wants to be called. */
    public long deadline() {
        return next;
    }

    /** At the deadline: whether a report is to be sent now; else the deadline has moved. */
    public boolean timeout(long now) {
        if (now - next < 0) {
            return false;
        }
        // §6.3.6: the interval is drawn again, for the group may have grown.
        next = last + interval();
        boolean due = now - next >= 0;
        if (due) {
            last = now;
            next = now + interval();
            initial = false;
        }
        membersBefore = members;
        return due;
    }

    /** Participants known, ourselves included, and how many of them send RTP. */
    public void members(int members, int senders, long now) {
        Rtcp.check(members >= 1, "members", members);
        Rtcp.check(senders >= 0 && senders <= members, "senders", senders);
        this.members = members;
        this.senders = senders;
        if (members < membersBefore) {
            // §6.3.4: reverse reconsideration.
            double ratio = (double) members / membersBefore;
            next = now + (long) (ratio * (next - now));
            last = now - (long) (ratio * (now - last));
            membersBefore = members;
        }
    }

    /** Whether we sent RTP since the last report but one. */
    public void sending(boolean sending) {
        this.sending = sending;
    }

    /** An RTCP packet was sent or received, of so many octets with UDP and IP headers (§6.3.3). */
    public void packet(int octets) {
        averageOctets += (octets - averageOctets) / 16;
    }

    /** The deterministic interval Td, in nanoseconds, without randomisation (§6.3.1). */
    public long deterministicInterval() {
        double octetsPerSecond = RTCP_SHARE * timing.sessionBandwidth() / 8;
        double n = members;
        if (senders <= members * SENDER_SHARE) {
            octetsPerSecond *= sending ? SENDER_SHARE : 1 - SENDER_SHARE;
            n = sending ? senders : members - senders;
        }
        double minimum = initial ? timing.minimumNanos() / 2.0 : timing.minimumNanos();
        return (long) Math.max(minimum, averageOctets * n / octetsPerSecond * 1e9);
    }

    private long interval() {
        return (long) (deterministicInterval() * (random.nextDouble() + 0.5) / COMPENSATION);
    }
}
