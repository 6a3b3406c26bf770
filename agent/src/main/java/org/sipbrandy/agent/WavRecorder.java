package org.sipbrandy.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.wav.WavSink;
import org.sipbrandy.audio.wav.WavWriter;
import org.sipbrandy.call.media.AudioSink;

/**
 * Writes what is heard to a WAV file, on a thread of its own, so that a slow disk costs no audio and a full one costs the
 * recording only: what was written up to then stays a valid file. It begins with the first audio of the far end. The
 * sampling rate is the codec's. {@link #write} is the call's thread's; the rest may be used from any.
 */
public final class WavRecorder implements AudioSink, AutoCloseable {
    private static final int QUEUED_FRAMES = 3000;
    private static final int EMPTY_RATE = 8000;
    private static final short[] END = new short[0];

    private final Path file;
    private final FileSink sink;
    private final ArrayBlockingQueue<short[]> queue = new ArrayBlockingQueue<>(QUEUED_FRAMES);
    private volatile @Nullable Thread writer;
    private volatile @Nullable String failure;
    private boolean closed;

    /** @throws IOException with one line, if the file cannot be made */
    public WavRecorder(Path file) throws IOException {
        this.file = file;
        this.sink = new FileSink(new RandomAccessFile(file.toFile(), "rw"));
        if (file.toFile().isFile()) {
            sink.file.setLength(0);
        }
    }

    @Override
    public void write(short[] frame, int sampleRate) {
        if (failure != null) {
            return;
        }
        if (writer == null) {
            writer = Thread.ofVirtual().name("recorder").start(() -> run(sampleRate));
        }
        if (!queue.offer(frame.clone())) {
            fail("the disk is too slow");
        }
    }

    private void run(int rate) {
        try (var out = new WavWriter(sink, rate)) {
            short[] frame;
            while ((frame = queue.take()) != END) {
                out.write(frame);
            }
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
            sink.close(); // if not even the header could be written
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first fault is the one that is told. */
    private void fail(String why) {
        if (failure == null) {
            failure = "recording to " + file + " stopped: " + why;
        }
    }

    /** What went wrong, if anything, in one line. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends the recording and waits until it is written; where nobody was heard, that is a file without sound. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        var running = writer;
        if (running == null) {
            running = Thread.ofVirtual().name("recorder").start(() -> run(EMPTY_RATE));
        }
        try {
            while (running.isAlive() && !queue.offer(END, 100, TimeUnit.MILLISECONDS)) {
                // The queue is full: it is being written, or its writer has just given up.
            }
            running.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record FileSink(RandomAccessFile file) implements WavSink {
        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        @Override
        public boolean overwrite(long position, byte[] bytes) throws IOException {
            long end = file.getFilePointer();
            file.seek(position);
            try {
                file.write(bytes);
            } finally {
                file.seek(end);
            }
            return true;
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException _) {
                // all that could be lost was written, and its faults told, before
            }
        }
    }
}
