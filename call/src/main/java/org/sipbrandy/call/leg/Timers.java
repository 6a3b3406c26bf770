package org.sipbrandy.call.leg;

import java.util.EnumMap;
import java.util.Map;

/** What a leg waits for. A thing is waited for at most once at a time. Not thread-safe. */
public final class Timers {
    /** The things to wait for, in the order in which they are looked at when several are due. */
    public enum Timer {
        /** The signed UPDATE, after the call was answered. */
        SIGNED_ANSWER,
        /** Path and keys. */
        KEYING,
        /** Media figures, every second. */
        FIGURES,
        /** Sending an offer again after a collision (RFC 3311 §5.3). */
        RETRY,
        /** What comes of a transfer. */
        TRANSFER,
        /** The far end's last words. */
        GOODBYE
    }

    private record Waiting(long due, Runnable then) {}

    private final Map<Timer, Waiting> waiting = new EnumMap<>(Timer.class);

    /** Waits until {@code due}, in place of what was waited for before. */
    public void set(Timer timer, long due, Runnable then) {
        waiting.put(timer, new Waiting(due, then));
    }

    public void cancel(Timer timer) {
        waiting.remove(timer);
    }

    public boolean running(Timer timer) {
        return waiting.containsKey(timer);
    }

    /** Does what is due. */
    void timeout(long now) {
        for (Timer timer : Timer.values()) {
            var one = waiting.get(timer);
            if (one != null && one.due() <= now) {
                waiting.remove(timer);
                one.then().run();
            }
        }
    }

    /** When the next is due, or {@link Long#MAX_VALUE}. */
    long deadline() {
        return waiting.values().stream().mapToLong(Waiting::due).min().orElse(Long.MAX_VALUE);
    }

    /** Waits for nothing any more. */
    void clear() {
        waiting.clear();
    }
}
