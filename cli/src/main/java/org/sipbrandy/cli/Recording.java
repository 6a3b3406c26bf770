package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.WavRecorder;
import org.sipbrandy.call.media.AudioSink;

/** The file that a call is recorded to; made with the first sound, so that a call that is turned down leaves none. */
final class Recording implements AudioSink, AutoCloseable {
    private final Path file;
    private @Nullable WavRecorder recorder;
    private boolean over;

    Recording(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void write(short[] frame, int rate) {
        if (recorder == null && !over) {
            try {
                recorder = new WavRecorder(file);
            } catch (IOException e) {
                over = true;
                System.err.println("brandy: cannot record to " + file + ": " + e.getMessage());
            }
        }
        var open = recorder;
        if (open != null && !over) {
            open.write(frame, rate);
        }
    }

    /** Completes the file, and says what went wrong with it; harmless when repeated. */
    @Override
    public synchronized void close() {
        var open = recorder;
        if (open != null && !over) {
            open.close();
            open.failure().ifPresent(line -> System.err.println("brandy: " + line));
        }
        over = true;
    }
}
