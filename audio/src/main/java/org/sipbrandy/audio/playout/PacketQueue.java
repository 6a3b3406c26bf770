package org.sipbrandy.audio.playout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets that wait, in the order of their timestamps. */
final class PacketQueue {
    /** A packet with its numbers unwrapped. */
    record Entry(long sequence, long time, byte[] payload, int ticks) {}

    private final List<Entry> entries = new ArrayList<>();
    private long ticks;

    /** False if it is there already. */
    boolean add(Entry entry) {
        int at = entries.size();
        while (at > 0 && entries.get(at - 1).time > entry.time) {
            at--;
        }
        if (at > 0 && entries.get(at - 1).time == entry.time) {
            return false;
        }
        entries.add(at, entry);
        ticks += entry.ticks;
        return true;
    }

    @Nullable
    Entry head() {
        return entries.isEmpty() ? null : entries.getFirst();
    }

    void removeHead() {
        ticks -= entries.removeFirst().ticks;
    }

    void clear() {
        entries.clear();
        ticks = 0;
    }

    /** How long all packets play, silence between them not counted. */
    long ticks() {
        return ticks;
    }
}
