package org.sipbrandy.agent;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.wav.WavSink;
import org.sipbrandy.audio.wav.WavWriter;
import org.sipbrandy.call.media.AudioSink;

/**
 * Writes what is heard to a WAV file, on a thread of its own, so that a slow disk costs no audio and a full one costs the
 * recording only. The sampling rate is the codec's.
 */
public final class WavRecorder implements AudioSink, AutoCloseable {
    private static final int QUEUED_FRAMES = 3000;
    private static final short[] END = new short[0];

    private final Path file;
    private final ArrayBlockingQueue<short[]> queue = new ArrayBlockingQueue<>(QUEUED_FRAMES);
    private final OutputStream probe;
    private @Nullable Thread writer;
    private volatile @Nullable String failure;
    private volatile int rate;

    /** @throws IOException with one line, if the file cannot be made */
    public WavRecorder(Path file) throws IOException {
        this.file = file;
        this.probe = new BufferedOutputStream(Files.newOutputStream(file));
    }

    @Override
    public void write(short[] frame, int sampleRate) {
        if (failure != null) {
            return;
        }
        if (writer == null) {
            rate = sampleRate;
            writer = Thread.ofVirtual().name("recorder").start(this::run);
        }
        if (!queue.offer(frame.clone())) {
            failure = "the disk is too slow for the recording";
        }
    }

    private void run() {
        try {
            probe.close();
            try (var out = new WavWriter(new FileSink(new RandomAccessFile(file.toFile(), "rw")), rate)) {
                short[] frame;
                while ((frame = queue.take()) != END) {
                    out.write(frame);
                }
            }
        } catch (IOException e) {
            failure = "recording to " + file + " stopped: " + e.getMessage();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What went wrong, if anything. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends the recording and waits until it is written. */
    @Override
    public void close() {
        try {
            var running = writer;
            if (running == null) {
                try (var empty = new WavWriter(WavSink.of(probe), 8000)) {
                    empty.write(new short[0]); // nobody was heard: a file with no sound in it
                } catch (IOException e) {
                    failure = e.getMessage();
                }
                return;
            }
            queue.put(END);
            running.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record FileSink(RandomAccessFile file) implements WavSink {
        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            file.seek(file.length());
            file.write(bytes, offset, length);
        }

        @Override
        public boolean overwrite(long position, byte[] bytes) throws IOException {
            file.seek(position);
            file.write(bytes);
            return true;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
