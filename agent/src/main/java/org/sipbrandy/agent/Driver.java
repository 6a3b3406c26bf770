package org.sipbrandy.agent;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.net.Loop;
import org.sipbrandy.call.EndpointEffect;
import org.sipbrandy.call.endpoint.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives an endpoint: hands it inputs with the time, has its effects performed until it is silent, and wakes it at its
 * deadline. The endpoint is only ever touched here, on the loop.
 */
final class Driver {
    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

    /** What fails each time it is due must not spin. */
    private static final long PAUSE_AFTER_FAILURE = 20_000_000L;

    /** For a loop that is closed while it is asked. */
    private static final long PATIENCE_SECONDS = 5;

    private final long origin = System.nanoTime();
    private final Instant epoch = Instant.now();
    private final Loop loop;
    private final Endpoint endpoint;
    private Consumer<EndpointEffect> performer = effect -> {
        throw new IllegalStateException("nobody to perform " + effect);
    };
    private Loop.@Nullable Cancel alarm;
    private long alarmAt = Long.MAX_VALUE;
    private long earliest = Long.MIN_VALUE;
    private boolean settling;

    /** Something that an endpoint is told. */
    @FunctionalInterface
    interface Input {
        void to(Endpoint endpoint, long now);
    }

    /** @param endpoint made with the driver that it wakes up */
    Driver(Loop loop, Function<Driver, Endpoint> endpoint) {
        this.loop = loop;
        this.endpoint = endpoint.apply(this);
    }

    /** Says who performs; once, before the first input. */
    void performBy(Consumer<EndpointEffect> parts) {
        performer = parts;
    }

    /** The time of day of a moment of the driver's clock. */
    Instant wallClock(long now) {
        return epoch.plusNanos(now);
    }

    /** Hands an input over: at once if this is the loop's thread. */
    void input(Input input) {
        loop.run(() -> take(input));
    }

    /** Something that an endpoint is asked. */
    @FunctionalInterface
    interface Question<T> {
        T to(Endpoint endpoint, long now);
    }

    /** Asks the endpoint, and waits for what it says; {@code otherwise} if it fails, or the loop is closed. */
    <T> T ask(Question<T> question, T otherwise) {
        var said = new CompletableFuture<T>();
        try {
            input((endpoint, now) -> {
                try {
                    said.complete(question.to(endpoint, now));
                } finally {
                    said.complete(otherwise);
                }
            });
        } catch (RejectedExecutionException _) {
            return otherwise;
        }
        return said.completeOnTimeout(otherwise, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Hands an input over after what the loop is doing now. */
    void inputLater(Input input) {
        loop.runLater(() -> take(input));
    }

    private void take(Input input) {
        try {
            input.to(endpoint, now());
        } catch (RuntimeException e) {
            failed(e);
        }
        settle();
    }

    /** A fault of ours or of the application's media must not stop the other calls. */
    private void failed(RuntimeException e) {
        LOG.error("an input or an effect failed", e);
        earliest = now() + PAUSE_AFTER_FAILURE;
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    /** Takes the endpoint's effects until it is silent, then sets the alarm. */
    private void settle() {
        if (settling) {
            return;
        }
        settling = true;
        try {
            @Nullable EndpointEffect effect;
            while ((effect = endpoint.poll()) != null) {
                perform(effect);
            }
        } finally {
            settling = false;
        }
        long deadline = Math.max(earliest, endpoint.deadline());
        if (deadline != alarmAt) {
            var old = alarm;
            if (old != null) {
                old.cancel();
            }
            alarmAt = deadline;
            alarm = deadline == Long.MAX_VALUE ? null : loop.schedule(this::ring, Math.max(0, deadline - now()));
        }
    }

    private void perform(EndpointEffect effect) {
        try {
            performer.accept(effect);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void ring() {
        alarmAt = Long.MAX_VALUE;
        alarm = null;
        take(Endpoint::timeout);
    }
}
