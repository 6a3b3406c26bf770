package org.sipbrandy.audio.playout;

import java.util.Optional;
import org.sipbrandy.audio.playout.PacketQueue.Entry;

/**
 * Puts the packets of one RTP stream in order and says what is to be played next. The delay follows the jitter measured. It knows
 * nothing of codecs: {@link Playout} adds decoding, concealment and time scaling. Not thread-safe.
 *
 * <p>The delay of a packet is the time from when it would have come at the fastest to when it is pulled. It is held at the target: a
 * high quantile of the lateness seen lately.
 */
public final class JitterBuffer {
    private static final long MILLI = 1_000_000;
    /** Added to the quantile, for what has not been seen. */
    private static final long MARGIN = 5 * MILLI;

    private static final long TOO_SLOW_BY = 35 * MILLI;
    /** A delay of the initial target and this is left alone: on a clean network nothing is scaled at all. */
    private static final long LEFT_ALONE = 20 * MILLI;

    private static final long TOO_FAST_BY = 5 * MILLI;
    /** Audio made up for a hole or a dry buffer; beyond it there is silence. */
    private static final long CONCEAL_AT_MOST = 200 * MILLI;
    /** A packet this much behind what plays may be of a stream that began anew. */
    private static final long ANEW_BEHIND = 2_000 * MILLI;

    /** What to play next. */
    public sealed interface Slot {}

    /** A packet; decode it. */
    public record Packet(int sequenceNumber, long timestamp, byte[] payload, int ticks) implements Slot {}

    /**
     * A packet is missing; conceal it.
     *
     * @param ticks how much, in RTP timestamp units
     * @param following the payload of the packet right after it, if that has come (for FEC)
     */
    public record Lost(int ticks, Optional<byte[]> following) implements Slot {}

    /**
     * The buffer ran dry in a running stream; conceal for now, the packets may still come.
     *
     * @param ticks how much to make up, in RTP timestamp units
     */
    public record Underrun(int ticks) implements Slot {}

    /** Nothing is due: not started, or the peer is silent (DTX). Play silence or comfort noise. */
    public record Idle() implements Slot {}

    /** Whether the next audio should be played faster or slower than it was spoken, to reach the target delay. */
    public enum Pace {
        FASTER,
        NORMAL,
        SLOWER
    }

    private final int clockRate;
    private final PlayoutLimits limits;
    private final PacketQueue queue = new PacketQueue();
    private TransitEstimator transit;

    private boolean any;
    private long firstTimestamp;
    private long newestSequence;
    private long newestTime;
    private boolean playing;
    private long nextTime;
    private long lastSequence;
    private int lastTicks;
    private long madeUp;
    private long delay;
    private int suspect = -1;

    private long received;
    private long played;
    private long lost;
    private long late;
    private long duplicates;
    private long discarded;
    private long underruns;

    /**
     * @param clockRate of the RTP timestamps, Hz
     * @throws IllegalArgumentException if it is not positive
     */
    public JitterBuffer(int clockRate, PlayoutLimits limits) {
        if (clockRate <= 0) {
            throw new IllegalArgumentException("clock rate " + clockRate);
        }
        this.clockRate = clockRate;
        this.limits = limits;
        transit = newEstimator();
    }

    private TransitEstimator newEstimator() {
        return new TransitEstimator(limits.maxMillis() * MILLI);
    }

    /**
     * Takes a packet.
     *
     * @param sequenceNumber 16 bits
     * @param timestamp 32 bits
     * @param ticks how long the payload plays, in RTP timestamp units; a packet with less than one is discarded
     * @param prompt whether it was read as it came, so that its time means something
     */
    public void insert(int sequenceNumber, long timestamp, byte[] payload, int ticks, long now, boolean prompt) {
        received++;
        if (ticks < 1) {
            discarded++;
            return;
        }
        if (!any) {
            any = true;
            newestSequence = sequenceNumber & 0xFFFF;
            newestTime = 0;
            firstTimestamp = timestamp & 0xFFFF_FFFFL;
        }
        // RFC 3550 §A.1: numbers wrap; the nearest to the newest is meant.
        long sequence = newestSequence + (short) (sequenceNumber - newestSequence);
        long time = newestTime + (int) (timestamp - firstTimestamp - newestTime);
        if (playing && time < nextTime) {
            late(sequenceNumber, timestamp, payload, ticks, sequence, time, now, prompt);
            return;
        }
        suspect = -1;
        if (!queue.add(new Entry(sequence, time, payload, ticks))) {
            duplicates++;
            return;
        }
        newestSequence = Math.max(newestSequence, sequence);
        newestTime = Math.max(newestTime, time);
        transit.add(now - nanos(time), now, prompt);
        bound();
    }

    private void late(
            int sequenceNumber,
            long timestamp,
            byte[] payload,
            int ticks,
            long sequence,
            long time,
            long now,
            boolean prompt) {
        if (nanos(nextTime - time) > ANEW_BEHIND) {
            if (suspect == (sequenceNumber & 0xFFFF)) { // RFC 3550 §A.1: two in a row
                restart();
                insert(sequenceNumber, timestamp, payload, ticks, now, prompt);
                received--;
                return;
            }
            suspect = sequenceNumber + 1 & 0xFFFF;
            discarded++;
            return;
        }
        if (sequence == lastSequence) {
            duplicates++;
            return;
        }
        late++;
        transit.add(now - nanos(time), now, prompt);
    }

    private void restart() {
        queue.clear();
        transit = newEstimator();
        any = false;
        playing = false;
        madeUp = 0;
        suspect = -1;
    }

    /** Throws the oldest away where more waits than ever should. */
    private void bound() {
        while (nanos(queue.ticks()) > limits.maxMillis() * MILLI) {
            Entry head = queue.head();
            if (head == null) {
                return;
            }
            queue.removeHead();
            discarded++;
            if (playing) {
                lost += Math.max(0, head.sequence() - lastSequence - 1);
                passed(head);
            }
        }
    }

    private void passed(Entry entry) {
        lastSequence = Math.max(lastSequence, entry.sequence());
        lastTicks = entry.ticks();
        nextTime = entry.time() + entry.ticks();
        madeUp = 0;
    }

    /** What to play next. */
    public Slot pull(long now) {
        Entry head = queue.head();
        if (!playing) {
            if (head == null || !due(head, now)) {
                return new Idle();
            }
            playing = true;
            lastSequence = head.sequence() - 1;
            nextTime = head.time();
            madeUp = 0;
        }
        if (head == null) {
            return dry();
        }
        long hole = head.time() - nextTime;
        if (hole <= 0) {
            return play(head, now);
        }
        return head.sequence() > lastSequence + 1 && nanos(hole) <= CONCEAL_AT_MOST
                ? fill(head, hole, now)
                : awaitDue(head, now);
    }

    private Slot play(Entry head, long now) {
        queue.removeHead();
        lost += Math.max(0, head.sequence() - lastSequence - 1);
        played++;
        delay = now - nanos(head.time()) - transit.base();
        passed(head);
        return new Packet(
                (int) (head.sequence() & 0xFFFF),
                head.time() + firstTimestamp & 0xFFFF_FFFFL,
                head.payload(),
                head.ticks());
    }

    /** Packets are missing before the head. */
    private Slot fill(Entry head, long hole, long now) {
        long covered = Math.min(hole, madeUp); // made up already while the buffer was dry
        nextTime += covered;
        madeUp = 0;
        long left = hole - covered;
        if (left == 0) {
            return play(head, now);
        }
        boolean last = left <= lastTicks;
        int ticks = (int) Math.min(left, lastTicks);
        nextTime += ticks;
        return new Lost(ticks, last ? Optional.of(head.payload()) : Optional.empty());
    }

    /** The peer was silent before the head (or too much is missing): it is played when its time comes. */
    private Slot awaitDue(Entry head, long now) {
        return due(head, now) ? play(head, now) : new Idle();
    }

    private Slot dry() {
        if (madeUp == 0) {
            underruns++;
        }
        if (nanos(madeUp) >= CONCEAL_AT_MOST) {
            return new Idle();
        }
        madeUp += lastTicks;
        return new Underrun(lastTicks);
    }

    private boolean due(Entry entry, long now) {
        return now - nanos(entry.time()) - transit.base() >= target();
    }

    /** The pace for the packet pulled last. */
    public Pace pace() {
        long target = target();
        long tooSlow = Math.max(target + TOO_SLOW_BY, limits.initialMillis() * MILLI + LEFT_ALONE);
        if (delay > tooSlow && nanos(queue.ticks() + lastTicks) >= target) {
            return Pace.FASTER;
        }
        return delay < target - TOO_FAST_BY ? Pace.SLOWER : Pace.NORMAL;
    }

    /** How long audio should wait here, ns. */
    long target() {
        long least = (transit.settled() ? limits.minMillis() : limits.initialMillis()) * MILLI;
        return Math.clamp(transit.quantile() + MARGIN, least, limits.maxMillis() * MILLI);
    }

    private long nanos(long ticks) {
        return ticks / clockRate * 1000 * MILLI + ticks % clockRate * 1000 * MILLI / clockRate;
    }

    /** Counts and delays; what concerns decoding is zero here, see {@link Playout#statistics}. */
    public PlayoutStatistics statistics() {
        return new PlayoutStatistics(
                received,
                played,
                lost,
                late,
                duplicates,
                discarded,
                underruns,
                0,
                0,
                0,
                0,
                (double) delay / MILLI,
                (double) target() / MILLI,
                transit.jitter() / MILLI);
    }
}
