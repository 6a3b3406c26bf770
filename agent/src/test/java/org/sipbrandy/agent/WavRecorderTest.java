package org.sipbrandy.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.audio.wav.WavReader;

@Timeout(30)
class WavRecorderTest {
    @TempDir
    Path folder;

    private static short[] frame(int number) {
        var frame = new short[160];
        java.util.Arrays.fill(frame, (short) number);
        return frame;
    }

    private static short[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return WavReader.readAll(in, 8000);
        }
    }

    @Test
    @DisplayName("what is heard is written, over whatever was in the file, and closing again does nothing")
    void written() throws IOException {
        var file = folder.resolve("it.wav");
        Files.write(file, new byte[100_000]);
        var recorder = new WavRecorder(file);
        for (int i = 0; i < 120; i++) {
            recorder.write(frame(i), 8000);
        }
        recorder.close();
        recorder.close();
        assertThat(recorder.failure()).isEmpty();
        assertThat(Files.size(file)).isEqualTo(44 + 120 * 320);
        short[] pcm = read(file);
        assertThat(pcm).hasSize(120 * 160);
        for (int i = 0; i < pcm.length; i++) {
            assertThat(pcm[i]).isEqualTo((short) (i / 160));
        }
    }

    @Test
    @DisplayName("where nobody was heard there is a valid file without sound")
    void nobody() throws IOException {
        var file = folder.resolve("it.wav");
        new WavRecorder(file).close();
        assertThat(read(file)).isEmpty();
    }

    @Test
    @DisplayName("a full disk costs the recording only, and is told in one line")
    void fullDisk() throws IOException {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full here");
        var recorder = new WavRecorder(full);
        for (int i = 0; i < 5000; i++) { // more than wait in the queue
            recorder.write(frame(i), 8000);
        }
        recorder.close(); // waits for the writer, which has met the fault by then
        assertThat(recorder.failure())
                .get()
                .asString()
                .startsWith("recording to /dev/full stopped: ")
                .contains("No space left on device")
                .doesNotContain("\n");
    }

    @Test
    @DisplayName("a file that cannot be made is told at once")
    void noFolder() {
        assertThatThrownBy(() -> new WavRecorder(folder.resolve("nowhere/it.wav")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }
}
