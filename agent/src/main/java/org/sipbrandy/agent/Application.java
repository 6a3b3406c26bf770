package org.sipbrandy.agent;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls into the application: what it throws is its own fault, is logged, and costs neither call nor agent anything. */
final class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private Application() {}

    static void tell(Runnable callback) {
        ask(
                () -> {
                    callback.run();
                    return true;
                },
                false);
    }

    /** What the application says, or {@code otherwise} if it throws. */
    static <T> T ask(Supplier<T> callback, T otherwise) {
        try {
            return callback.get();
        } catch (RuntimeException | Error e) { // what waits for an event must not wait for ever
            LOG.error("a callback of the application failed", e);
            return otherwise;
        }
    }
}
