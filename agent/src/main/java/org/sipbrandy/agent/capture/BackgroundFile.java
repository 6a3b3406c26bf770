package org.sipbrandy.agent.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A private file that is written by a virtual thread of its own: nobody waits for the disk. What does not fit its
 * bounds is dropped and counted; a fault ends the file, is told once, and costs nothing else. Thread-safe.
 */
final class BackgroundFile<T> implements AutoCloseable {
    private static final int MAX_ITEMS = 16_384;
    private static final long MAX_OCTETS = 32L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Format<T> format;
    private final Consumer<String> trouble;
    private final OutputStream out;
    private final BlockingQueue<Entry<T>> queue = new ArrayBlockingQueue<>(MAX_ITEMS);
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;
    private volatile boolean broken;

    /** One thing to be written; without one, the end. */
    private record Entry<T>(Optional<T> item, int octets) {}

    /**
     * Opens the file.
     *
     * @param how whether what is there already is kept ({@code APPEND}) or not ({@code TRUNCATE_EXISTING})
     * @param trouble gets a line if the file cannot be written to its end
     * @throws IOException with one line, if it cannot be opened
     */
    BackgroundFile(Path file, StandardOpenOption how, Format<T> format, Consumer<String> trouble) throws IOException {
        this(file, PrivateFile.open(file, how), format, trouble);
    }

    BackgroundFile(Path file, OutputStream out, Format<T> format, Consumer<String> trouble) {
        this.file = file;
        this.format = format;
        this.trouble = trouble;
        this.out = out;
        this.writer = Thread.ofVirtual().name("writer of " + file.getFileName()).start(this::write);
    }

    /** Has something written, soon. Never blocks. */
    void put(T item, int octets) {
        if (broken || closed.get()) {
            return;
        }
        if (waiting.addAndGet(octets) > MAX_OCTETS || !queue.offer(new Entry<>(Optional.of(item), octets))) {
            waiting.addAndGet(-octets);
            dropped.incrementAndGet();
        }
    }

    private void write() {
        try (var buffered = new BufferedOutputStream(out, BUFFER)) {
            format.begin(buffered);
            Entry<T> next = next(buffered);
            while (next.item().isPresent()) {
                format.write(next.item().get(), buffered);
                waiting.addAndGet(-next.octets());
                next = next(buffered);
            }
        } catch (IOException e) {
            broken = true;
            trouble.accept("writing to " + file + " failed, and ends here: " + PrivateFile.reason(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            broken = true;
            org.slf4j.LoggerFactory.getLogger(BackgroundFile.class).error("writing failed", e);
            trouble.accept("writing to " + file + " failed, and ends here: " + e);
        } finally {
            queue.clear();
        }
    }

    /** The next thing; while there is none, everything is on the disk. */
    private Entry<T> next(OutputStream buffered) throws IOException, InterruptedException {
        var ready = queue.poll();
        if (ready == null) {
            buffered.flush();
            ready = queue.take();
        }
        return ready;
    }

    /** Writes what waits, within five seconds, and closes the file. Whoever calls it again waits, too. */
    @Override
    public void close() {
        boolean first = closed.compareAndSet(false, true);
        boolean done = false;
        try {
            if (first && !broken) {
                queue.offer(new Entry<>(Optional.empty(), 0), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            done = writer.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (first && !done) {
            trouble.accept(file + " could not be written to its end in time");
        }
        if (first && dropped.get() > 0) {
            trouble.accept(dropped + " packets are missing in " + file + ": the disk was too slow");
        }
    }
}
