package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * An NSS key log: whoever reads it can listen. Mode 0600. Lines are added to what the file holds already, as programs
 * that share one log do. Thread-safe.
 */
public final class KeyLogFile implements Consumer<String>, AutoCloseable {
    private final BackgroundFile<String> file;

    /**
     * Opens the log.
     *
     * @param trouble gets a line if the file cannot be written to its end; on any thread
     * @throws IOException with one line, if the file cannot be opened
     */
    public KeyLogFile(Path file, Consumer<String> trouble) throws IOException {
        this.file = new BackgroundFile<>(
                file,
                StandardOpenOption.APPEND,
                (line, out) -> out.write((line + "\n").getBytes(StandardCharsets.US_ASCII)),
                trouble);
    }

    /** Takes one line, without its end. */
    @Override
    public void accept(String line) {
        file.put(line, line.length());
    }

    /** Writes what waits and closes the file. Does nothing the second time. */
    @Override
    public void close() {
        file.close();
    }
}
