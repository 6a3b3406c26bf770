package org.sipbrandy.sip.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Which key is due next; each key has one time, and the latest time set counts. */
final class Agenda<K> {
    private record Entry<K>(long at, K key) {}

    private final PriorityQueue<Entry<K>> queue = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
    private final Map<K, Long> times = new HashMap<>();

    /** Sets or changes the time of a key; {@link Long#MAX_VALUE} is never. */
    void set(K key, long at) {
        Long before = at == Long.MAX_VALUE ? times.remove(key) : times.put(key, at);
        if (at != Long.MAX_VALUE && (before == null || before != at)) {
            queue.add(new Entry<>(at, key));
        }
    }

    long next() {
        dropStale();
        Entry<K> entry = queue.peek();
        return entry == null ? Long.MAX_VALUE : entry.at();
    }

    /** Takes out a key whose time has come, or null. */
    @Nullable
    K takeDue(long now) {
        dropStale();
        Entry<K> entry = queue.peek();
        if (entry == null || entry.at() > now) {
            return null;
        }
        queue.remove();
        times.remove(entry.key());
        return entry.key();
    }

    private void dropStale() {
        while (true) {
            Entry<K> entry = queue.peek();
            if (entry == null) {
                return;
            }
            Long time = times.get(entry.key());
            if (time != null && time == entry.at()) {
                return;
            }
            queue.remove();
        }
    }
}
