package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Every SIP message, readable, octet by octet as it was sent or received. Mode 0600. Thread-safe. */
public final class SipTraceFile implements Capture, AutoCloseable {
    private final BackgroundFile<Traffic> file;

    /**
     * Begins a trace; an older one of that name goes.
     *
     * @param trouble gets a line if messages are missing or the file cannot be written to its end; on any thread
     * @throws IOException with one line, if the file cannot be opened
     */
    public SipTraceFile(Path file, Consumer<String> trouble) throws IOException {
        this.file = new BackgroundFile<>(file, StandardOpenOption.TRUNCATE_EXISTING, new TraceFormat(), trouble);
    }

    @Override
    public void saw(Traffic traffic) {
        if (!(traffic instanceof Traffic.Datagram datagram) || datagram.plane() == Traffic.Plane.SIGNALLING) {
            file.put(traffic, Weight.of(traffic));
        }
    }

    /** Writes what waits and closes the file. Does nothing the second time. */
    @Override
    public void close() {
        file.close();
    }
}
