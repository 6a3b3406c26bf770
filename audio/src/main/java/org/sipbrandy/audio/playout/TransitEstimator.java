package org.sipbrandy.audio.playout;

import java.util.Arrays;

/**
 * Measures how much later than the fastest ones packets come. A packet's transit is its arrival less its timestamp; only differences
 * mean anything, as the clocks have nothing in common. The fastest transit of the last ten seconds is the base, so that drift between
 * the clocks is followed.
 */
final class TransitEstimator {
    private static final int BASE_SLICES = 10;
    private static final long SLICE_NANOS = 1_000_000_000L;
    private static final int SAMPLES = 400; // 8 s of 20 ms packets
    private static final double QUANTILE = 0.98;
    private static final int RECOMPUTE = 10;
    private static final int REBASE_AFTER = 25;

    private final long rebaseAbove;
    private final long[] sliceMin = new long[BASE_SLICES];
    private final long[] late = new long[SAMPLES];
    private final long[] sorted = new long[SAMPLES];
    private long slice = Long.MIN_VALUE;
    private long base = Long.MAX_VALUE;
    private int count;
    private int next;
    private long quantile;
    private long blockMin = Long.MAX_VALUE;
    private int block;
    private long lastTransit;
    private double jitter;

    /** @param rebaseAbove transit above the base, in ns, that is taken for a jump of a clock when it persists */
    TransitEstimator(long rebaseAbove) {
        this.rebaseAbove = rebaseAbove;
        Arrays.fill(sliceMin, Long.MAX_VALUE);
    }

    /**
     * @param prompt false if the packet may have waited for its reader: its transit is no more than an upper bound, and of use only
     *     while there is no better
     */
    void add(long transit, long now, boolean prompt) {
        if (!prompt && base <= transit) {
            return;
        }
        if (base != Long.MAX_VALUE) {
            jitter += (Math.abs((double) transit - lastTransit) - jitter) / 16; // RFC 3550 §6.4.1
        }
        lastTransit = transit;
        blockMin = Math.min(blockMin, transit);
        if (++block >= REBASE_AFTER) {
            if (base != Long.MAX_VALUE && blockMin - base > rebaseAbove) {
                rebase(blockMin);
            }
            block = 0;
            blockMin = Long.MAX_VALUE;
        }
        long current = Math.floorDiv(now, SLICE_NANOS);
        advance(current);
        int index = (int) Math.floorMod(current, (long) BASE_SLICES);
        sliceMin[index] = Math.min(sliceMin[index], transit);
        base = Arrays.stream(sliceMin).min().orElse(transit);
        late[next] = transit - base;
        next = (next + 1) % SAMPLES;
        count = Math.min(count + 1, SAMPLES);
        if (count < SAMPLES / 4 || next % RECOMPUTE == 0) {
            quantile = computeQuantile();
        }
    }

    private void advance(long current) {
        if (slice == Long.MIN_VALUE || current - slice >= BASE_SLICES) {
            Arrays.fill(sliceMin, Long.MAX_VALUE);
        } else {
            for (long s = slice + 1; s <= current; s++) {
                sliceMin[(int) Math.floorMod(s, (long) BASE_SLICES)] = Long.MAX_VALUE;
            }
        }
        slice = Math.max(slice, current);
    }

    private void rebase(long transit) {
        Arrays.fill(sliceMin, Long.MAX_VALUE);
        base = transit;
        count = 0;
        next = 0;
    }

    private long computeQuantile() {
        System.arraycopy(late, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        return sorted[Math.min(count - 1, (int) (count * QUANTILE))];
    }

    /** The transit of the fastest packets, ns. */
    long base() {
        return base;
    }

    /** How much later than the base nearly all packets come, ns. */
    long quantile() {
        return quantile;
    }

    /** Whether enough has been measured to rely on. */
    boolean settled() {
        return count >= REBASE_AFTER;
    }

    /** Interarrival jitter, ns. */
    double jitter() {
        return jitter;
    }
}
