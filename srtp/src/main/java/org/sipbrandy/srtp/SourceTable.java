package org.sipbrandy.srtp;

import org.jspecify.annotations.Nullable;

/** The sources of a context, found by SSRC without allocation; never more than the limit. Open addressing. */
final class SourceTable {
    private final @Nullable Source[] slots;
    private final int limit;
    private int count;
    private @Nullable Source last;

    SourceTable(int limit) {
        this.limit = limit;
        this.slots = new Source[Integer.highestOneBit(limit) * 4];
    }

    @Nullable
    Source find(int ssrc) {
        Source hit = last;
        if (hit != null && hit.ssrc == ssrc) {
            return hit;
        }
        hit = slots[slot(ssrc)];
        if (hit != null) {
            last = hit;
        }
        return hit;
    }

    boolean isFull() {
        return count >= limit;
    }

    int count() {
        return count;
    }

    /** Adds a source that is not in the table. */
    void add(Source source) {
        if (isFull()) {
            throw new IllegalStateException("limit of " + limit + " sources");
        }
        slots[slot(source.ssrc)] = source;
        count++;
    }

    /** The slot of this SSRC, or the free one where it belongs. At least half of the slots are free. */
    private int slot(int ssrc) {
        int mask = slots.length - 1;
        int at = ssrc * 0x9e37_79b9 >>> 16 & mask;
        while (true) {
            Source there = slots[at];
            if (there == null || there.ssrc == ssrc) {
                return at;
            }
            at = at + 1 & mask;
        }
    }
}
