package org.sipbrandy.audio.event;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.MediaClock;

/**
 * Sends key presses, RFC 4733 §2.5.1: one packet every 50 ms while the key is down, the last one three times. Keys wait for each
 * other. Not thread-safe.
 */
public final class TelephoneEventSender {
    /** Time between packets of an event, RFC 4733 §2.5.1.2. */
    public static final int INTERVAL_MILLIS = 50;

    /** How often the last packet of an event is sent in all, RFC 4733 §2.5.1.4. */
    public static final int FINAL_PACKETS = 3;

    private static final long MILLI = 1_000_000;
    private static final long INTERVAL = INTERVAL_MILLIS * MILLI;
    private static final int VOLUME = 10; // −10 dBm0
    private static final int MAX_DURATION = 0xFFFF;
    private static final int MAX_WAITING = 64;

    /**
     * A packet to send with the payload type of telephone-event and the stream's next sequence number.
     *
     * @param marker set on the first packet of an event (§2.5.1.2)
     * @param timestamp the instant at which the event, or this segment of a long one, began
     */
    public record Packet(boolean marker, long timestamp, byte[] payload) {}

    private record Press(int code, long nanos) {}

    private final MediaClock clock;
    private final Queue<Press> waiting = new ArrayDeque<>();
    private final Queue<Packet> packets = new ArrayDeque<>();
    private @Nullable Press current;
    private long began;
    private long timestamp;
    private long segmentTicks;
    private boolean first;
    private int finals;
    private @Nullable Packet last;
    private long deadline = Long.MAX_VALUE;

    /** @param clock of the audio stream; the event's payload type must have the same rate (§2.2) */
    public TelephoneEventSender(MediaClock clock) {
        this.clock = clock;
    }

    /**
     * Presses a key for some time, after those pressed earlier.
     *
     * @param digit {@code 0-9 * # A-D}
     * @param millis how long it is down, 40 to 60000
     * @throws IllegalArgumentException for anything else
     * @throws IllegalStateException if 64 keys are waiting already
     */
    public void press(char digit, int millis, long now) {
        int code = TelephoneEvent.code(digit);
        if (millis < 40 || millis > 60_000) {
            throw new IllegalArgumentException("key pressed for " + millis + " ms");
        }
        if (waiting.size() >= MAX_WAITING) {
            throw new IllegalStateException("too many keys waiting");
        }
        waiting.add(new Press(code, millis * MILLI));
        if (current == null) {
            begin(now);
        }
    }

    private void begin(long now) {
        Press next = waiting.poll();
        current = next;
        last = null;
        finals = 0;
        if (next == null) {
            deadline = Long.MAX_VALUE;
            return;
        }
        began = now;
        timestamp = clock.at(now);
        segmentTicks = 0;
        first = true;
        // A packet tells the time that has passed, so the first comes when some has.
        deadline = now + Math.min(INTERVAL, next.nanos);
    }

    /** The next packet to send, or null. */
    public @Nullable Packet poll() {
        return packets.poll();
    }

    /** Whether a key is down or waiting; no audio should be sent meanwhile. */
    public boolean active() {
        return current != null;
    }

    /** When {@link #timeout} wants to be called. */
    public long deadline() {
        return deadline;
    }

    /** Lets time pass; packets may have become due. */
    public void timeout(long now) {
        while (now >= deadline) {
            Press press = current;
            if (press == null) {
                return;
            }
            long due = deadline;
            Packet end = last;
            if (end == null) {
                update(press, due);
            } else if (finals < FINAL_PACKETS) {
                packets.add(end);
                finals++;
                deadline = due + INTERVAL;
            } else {
                begin(due); // an interval after the last packet, which is pause enough
            }
        }
    }

    private void update(Press press, long due) {
        boolean end = due - began >= press.nanos;
        long ticks = Math.min(due - began, press.nanos) / MILLI * clock.rate() / 1000 - segmentTicks;
        if (ticks > MAX_DURATION) {
            // RFC 4733 §2.5.1.3: no E bit; the next segment begins where this one ends, without the M bit. Three times
            // (§2.5.1.4), at
            // once, since the updates of the next segment take the intervals.
            for (int i = 0; i < FINAL_PACKETS; i++) {
                packets.add(packet(press, false, MAX_DURATION));
            }
            timestamp = timestamp + MAX_DURATION & 0xFFFF_FFFFL;
            segmentTicks += MAX_DURATION;
            ticks -= MAX_DURATION;
        }
        Packet packet = packet(press, end, (int) ticks);
        packets.add(packet);
        if (end) {
            last = packet;
            finals = 1;
            deadline = due + INTERVAL;
        } else {
            deadline = Math.min(due + INTERVAL, began + press.nanos);
        }
    }

    private Packet packet(Press press, boolean end, int ticks) {
        boolean marker = first;
        first = false;
        return new Packet(marker, timestamp, new TelephoneEvent(press.code, end, VOLUME, ticks).encode());
    }
}
