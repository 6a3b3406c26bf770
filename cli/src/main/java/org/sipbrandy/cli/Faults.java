package org.sipbrandy.cli;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.Call;

/**
 * Faults of ours in what is shown and written of a call. A call that cannot be shown any more is ended rather than left
 * to itself, and the program ends with {@link ExitCode#BUG}.
 */
final class Faults {
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    /** Does something about an event of a call. */
    void guard(Call call, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) { // a class that cannot be loaded, too
            first.compareAndSet(null, e);
            call.hangUp();
        }
    }

    /** @throws IllegalStateException if there was one */
    void raise() {
        var fault = first.get();
        if (fault != null) {
            throw new IllegalStateException(fault);
        }
    }
}
