package org.sipbrandy.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Virtual threads for what may block: signatures, names, stores, handshakes. Results go back as inputs. */
final class Workers implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** What to tell the endpoint of a result. */
    @FunctionalInterface
    interface Report<T> {
        Driver.Input of(T result);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Runs something away from the loop, then reports to the driver. What it throws ends nothing but is logged. */
    <T> void work(Driver driver, Callable<T> task, Report<T> report) {
        threads.execute(() -> {
            try {
                driver.inputLater(report.of(task.call()));
            } catch (Exception e) {
                LOG.error("background work failed", e);
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
