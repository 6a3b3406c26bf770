package org.sipbrandy.dtls;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Where the blocking handshake runs and how its progress reaches the owner of the association. The executor must start each task at once
 * on a thread of its own and never run it in {@code execute}: {@code Thread.ofVirtual()::start} does.
 */
public sealed interface HandshakeDrive {
    /** Gives the thread for the handshake, which lives no longer than the handshake. */
    Executor executor();

    /**
     * Each input returns only when the handshake waits for the next one or has ended: outputs come in a fixed order. For simulation and
     * tests.
     */
    record LockStep(Executor executor) implements HandshakeDrive {
        public LockStep {
            Objects.requireNonNull(executor);
        }
    }

    /**
     * Inputs return at once; outputs come later.
     *
     * @param wakeup called on the handshake thread whenever there is something to poll or the deadline moved; must not block and must
     *     hand over to the owner's thread, which then calls {@code poll} and {@code deadline}
     */
    record Asynchronous(Executor executor, Runnable wakeup) implements HandshakeDrive {
        public Asynchronous {
            Objects.requireNonNull(executor);
            Objects.requireNonNull(wakeup);
        }
    }
}
