package org.sipbrandy.srtp.rtp;

import org.sipbrandy.srtp.rtcp.NtpTime;
import org.sipbrandy.srtp.rtcp.ReportBlock;
import org.sipbrandy.srtp.rtcp.SenderReport;

/** Reception statistics of one source (RFC 3550 A.1, A.3, A.8). Not thread-safe. */
public final class RtpSource {
    /** Packets in sequence that make a source valid. */
    public static final int MIN_SEQUENTIAL = 2;
    /** A gap of so many packets is a jump. */
    public static final int MAX_DROPOUT = 3000;
    /** A packet so late is a jump. */
    public static final int MAX_MISORDER = 100;

    private static final int SEQ_MOD = 1 << 16;
    private static final long SECOND = 1_000_000_000L;
    private static final long UINT32 = 0xffff_ffffL;

    private final int ssrc;
    private final int clockRate;

    private boolean heard;
    private int probation = MIN_SEQUENTIAL;
    private int baseSeq;
    private int maxSeq;
    private int badSeq;
    private long cycles;
    private long received;
    private long expectedPrior;
    private long receivedPrior;
    private int transit;
    /** Scaled by 16. */
    private long jitter;

    private long lastArrival;
    private long lastSr;
    private long lastSrArrival;

    /** @param clockRate of its timestamps, in Hz */
    public RtpSource(int ssrc, int clockRate) {
        if (clockRate < 1) {
            throw new IllegalArgumentException("clockRate: " + clockRate);
        }
        this.ssrc = ssrc;
        this.clockRate = clockRate;
    }

    /**
     * Counts a packet.
     *
     * @param sequenceNumber 0 … 65535
     * @param timestamp 0 … 2^32 − 1
     * @param arrival monotonic nanoseconds
     */
    public SequenceVerdict received(int sequenceNumber, long timestamp, long arrival) {
        lastArrival = arrival;
        SequenceVerdict verdict = updateSequence(sequenceNumber & 0xffff);
        switch (verdict) {
            case STARTED -> {
                transit = transit(timestamp, arrival);
                jitter = 0;
            }
            case VALID -> updateJitter(transit(timestamp, arrival));
            case PROBATION, JUMPED -> {}
        }
        return verdict;
    }

    /** RFC 3550 A.1, update_seq. */
    private SequenceVerdict updateSequence(int seq) {
        if (!heard) {
            heard = true;
            maxSeq = seq - 1 & 0xffff;
        }
        int delta = seq - maxSeq & 0xffff;
        if (probation > 0) {
            if (delta == 1) {
                probation--;
                maxSeq = seq;
                if (probation == 0) {
                    start(seq);
                    received++;
                    return SequenceVerdict.STARTED;
                }
            } else {
                probation = MIN_SEQUENTIAL - 1;
                maxSeq = seq;
            }
            return SequenceVerdict.PROBATION;
        }
        boolean restarted = false;
        if (delta < MAX_DROPOUT) {
            if (seq < maxSeq) {
                cycles += SEQ_MOD;
            }
            maxSeq = seq;
        } else if (delta <= SEQ_MOD - MAX_MISORDER) {
            if (seq != badSeq) {
                badSeq = seq + 1 & 0xffff;
                return SequenceVerdict.JUMPED;
            }
            // Two in sequence: the other side restarted without telling us.
            start(seq);
            restarted = true;
        }
        received++;
        return restarted ? SequenceVerdict.STARTED : SequenceVerdict.VALID;
    }

    /** RFC 3550 A.1, init_seq. */
    private void start(int seq) {
        baseSeq = seq;
        maxSeq = seq;
        badSeq = SEQ_MOD + 1;
        cycles = 0;
        received = 0;
        receivedPrior = 0;
        expectedPrior = 0;
    }

    private int transit(long timestamp, long arrival) {
        // Modulo 2^32, as the timestamp.
        long units = Math.floorDiv(arrival, SECOND) * clockRate + Math.floorMod(arrival, SECOND) * clockRate / SECOND;
        return (int) (units - timestamp);
    }

    /** RFC 3550 A.8. */
    private void updateJitter(int now) {
        long d = Math.abs((long) (now - transit));
        transit = now;
        jitter += d - (jitter + 8 >> 4);
    }

    /** Notes an SR of the source. */
    public void received(SenderReport report, long arrival) {
        lastSr = NtpTime.middle(report.ntpTime());
        lastSrArrival = arrival;
    }

    /** Builds the report on this source (RFC 3550 A.3) and begins the next interval of fraction lost. */
    public ReportBlock report(long now) {
        long expected = packetsExpected();
        long expectedInterval = expected - expectedPrior;
        expectedPrior = expected;
        long receivedInterval = received - receivedPrior;
        receivedPrior = received;
        long lostInterval = expectedInterval - receivedInterval;
        long fraction = expectedInterval == 0 || lostInterval <= 0 ? 0 : (lostInterval << 8) / expectedInterval;
        return new ReportBlock(
                ssrc,
                (int) Math.min(fraction, 255),
                (int) Math.clamp(packetsLost(), -0x80_0000L, 0x7f_ffffL),
                cycles + maxSeq & UINT32,
                Math.min(jitter >> 4, UINT32),
                lastSr,
                lastSr == 0 ? 0 : delay(now - lastSrArrival));
    }

    /** In 1/65536 s. */
    private static long delay(long nanos) {
        long seconds = Math.max(0, nanos) / SECOND;
        return seconds > 0xffff ? UINT32 : (seconds << 16) + (Math.max(0, nanos) % SECOND << 16) / SECOND;
    }

    public int ssrc() {
        return ssrc;
    }

    /** Whether it has passed probation. */
    public boolean isValid() {
        return probation == 0;
    }

    /** Packets counted since it became valid or restarted, duplicates included. */
    public long packetsReceived() {
        return received;
    }

    /** Packets that its sequence numbers speak of. */
    public long packetsExpected() {
        return isValid() ? cycles + maxSeq - baseSeq + 1 : 0;
    }

    /** Expected less received; negative with duplicates. */
    public long packetsLost() {
        return packetsExpected() - received;
    }

    /** Interarrival jitter. */
    public long jitterNanos() {
        return (jitter >> 4) * SECOND / clockRate;
    }

    /** Arrival of the last packet, monotonic nanoseconds. */
    public long lastArrival() {
        return lastArrival;
    }
}
