package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A capture of signalling and media that Wireshark, tcpdump and the like read. It holds what was said in signalling:
 * the file has mode 0600. Thread-safe.
 */
public final class PcapFile implements Capture, AutoCloseable {
    private final BackgroundFile<Traffic> file;

    /**
     * Begins a capture; an older one of that name goes.
     *
     * @param trouble gets a line if packets are missing or the file cannot be written to its end; on any thread
     * @throws IOException with one line, if the file cannot be opened
     */
    public PcapFile(Path file, Consumer<String> trouble) throws IOException {
        this.file = new BackgroundFile<>(file, StandardOpenOption.TRUNCATE_EXISTING, new PcapFormat(), trouble);
    }

    @Override
    public void saw(Traffic traffic) {
        file.put(traffic, Weight.of(traffic));
    }

    /** Writes what waits and closes the file. Does nothing the second time. */
    @Override
    public void close() {
        file.close();
    }
}
