package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sipbrandy.audio.RecordingComparison;
import org.sipbrandy.audio.wav.WavFormatException;
import org.sipbrandy.audio.wav.WavReader;

/** How what was heard compares with what was said, and whether that is good enough. */
record DemoComparison(RecordingComparison figures) {
    private static final int RATE = 16_000;
    private static final double LEAST_CORRELATION = 0.9;
    private static final double LONGEST_GAP_MILLIS = 20;

    /** Empty if nothing was recorded. */
    static Optional<DemoComparison> of(Path said, Path heard) {
        try (var a = Files.newInputStream(said);
                var b = Files.newInputStream(heard)) {
            return Optional.of(new DemoComparison(
                    RecordingComparison.of(WavReader.readAll(a, RATE), WavReader.readAll(b, RATE), RATE)));
        } catch (IOException | WavFormatException _) {
            return Optional.empty();
        }
    }

    boolean good() {
        return figures.correlation() >= LEAST_CORRELATION && figures.longestGapMillis() <= LONGEST_GAP_MILLIS;
    }
}
