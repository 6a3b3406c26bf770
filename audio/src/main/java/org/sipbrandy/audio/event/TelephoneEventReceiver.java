package org.sipbrandy.audio.event;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Receives key presses, RFC 4733 §2.5.2: repeated and lost packets make one event of one key press. Not thread-safe.
 *
 * <p>A key goes down with its first packet, whichever that is, and up with the first that has the E bit, with the next key, or when
 * nothing has been heard of it for three of the usual intervals.
 */
public final class TelephoneEventReceiver {
    private static final long SILENCE_NANOS = 3 * TelephoneEventSender.INTERVAL_MILLIS * 1_000_000L;
    private static final int MAX_EVENTS = 64;

    /** What happened. */
    public sealed interface Event {
        /** The event code; see {@link TelephoneEvent#digit}. */
        int code();
    }

    /** A key went down. */
    public record Pressed(int code) implements Event {}

    /** A key went up, or its packets ceased. */
    public record Released(int code, int millis) implements Event {}

    private final int clockRate;
    private final Queue<Event> events = new ArrayDeque<>();
    private int code = -1;
    private boolean down;
    private boolean any;
    private long began;
    private long segment;
    private long ticks;
    private long deadline = Long.MAX_VALUE;

    /** @param clockRate of the payload type, Hz */
    public TelephoneEventReceiver(int clockRate) {
        if (clockRate <= 0) {
            throw new IllegalArgumentException("clock rate " + clockRate);
        }
        this.clockRate = clockRate;
    }

    /**
     * Takes a packet of the payload type telephone-event; anything malformed is dropped.
     *
     * @param timestamp of the RTP packet, 32 bits
     */
    public void receive(long timestamp, byte[] payload, long now) {
        Optional<TelephoneEvent> parsed = TelephoneEvent.parse(payload);
        if (parsed.isEmpty()) {
            return;
        }
        TelephoneEvent event = parsed.get();
        if (any && !newer(event, timestamp)) {
            return; // repeated or out of order, or of an event that is over (§2.5.2.2)
        }
        boolean continued = down && event.code() == code && (timestamp == segment || nextSegment(timestamp));
        if (!continued) {
            release();
            code = event.code();
            began = timestamp;
            down = true;
            any = true;
            add(new Pressed(code));
        }
        segment = timestamp;
        ticks = distance(timestamp, began) + event.duration();
        deadline = now + SILENCE_NANOS;
        if (event.end()) {
            release();
        }
    }

    private boolean newer(TelephoneEvent event, long timestamp) {
        long ahead = distance(timestamp, segment);
        if (ahead != 0) {
            return ahead > 0;
        }
        // The same event: only while it lasts, and not an earlier state of it.
        return down && event.code() == code && (event.end() || distance(timestamp, began) + event.duration() > ticks);
    }

    /** RFC 4733 §2.5.2.3: a long event goes on where its segment ended. */
    private boolean nextSegment(long timestamp) {
        return ticks == distance(timestamp, began);
    }

    private static long distance(long later, long earlier) {
        return (int) (later - earlier);
    }

    private void release() {
        if (down) {
            down = false;
            add(new Released(code, (int) (Math.max(0, ticks) * 1000 / clockRate)));
        }
        deadline = Long.MAX_VALUE;
    }

    private void add(Event event) {
        if (events.size() < MAX_EVENTS) {
            events.add(event);
        }
    }

    /** The next event, or null. */
    public @Nullable Event poll() {
        return events.poll();
    }

    /** When {@link #timeout} wants to be called, to end a key whose packets ceased. */
    public long deadline() {
        return deadline;
    }

    /** Lets time pass. */
    public void timeout(long now) {
        if (now >= deadline) {
            release();
        }
    }
}
