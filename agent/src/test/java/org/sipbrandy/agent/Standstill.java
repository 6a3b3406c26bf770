package org.sipbrandy.agent;

import java.util.concurrent.locks.LockSupport;

/**
 * How long the machine stood still for whoever wanted to run: a thread that wants to wake up every few milliseconds and
 * notes by how much it was late. What it sees is not the fault of the code under test, which has other threads.
 */
final class Standstill implements AutoCloseable {
    private static final long STEP_NANOS = 4_000_000;

    private final Thread watch;
    private volatile long longest;
    private volatile boolean over;

    Standstill() {
        watch = Thread.ofPlatform().daemon().name("standstill").start(this::watch);
    }

    private void watch() {
        long last = System.nanoTime();
        while (!over) {
            LockSupport.parkNanos(STEP_NANOS);
            long now = System.nanoTime();
            longest = Math.max(longest, now - last - STEP_NANOS);
            last = now;
        }
    }

    /** The longest so far, in milliseconds. */
    double longestMillis() {
        return longest / 1e6;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        watch.join();
    }
}
