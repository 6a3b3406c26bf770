package org.sipbrandy.interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A SIP phone that others wrote: baresip, saying a tone of 440 Hz. */
final class Baresip implements AutoCloseable {
    private static final int RATE = 8000;
    private static final int TONE = 440;
    private static final int SECONDS = 20;

    private final Program program;

    private Baresip(Program program) {
        this.program = program;
    }

    /** How it protects its media. */
    enum Keying {
        DTLS("mediaenc=dtls_srtp;medianat=ice;"),
        SDES("mediaenc=srtp-mand;"),
        NONE("");

        private final String parameters;

        Keying(String parameters) {
            this.parameters = parameters;
        }
    }

    /** A phone that takes every call over TCP at port 5060; returns once it is ready. */
    static Baresip phone(Host host, Path folder) {
        return phone(host, folder, Keying.DTLS);
    }

    static Baresip phone(Host host, Path folder, Keying keying) {
        return start(host, folder, keying, List.of());
    }

    /** A phone that calls that URI once it is ready. */
    static Baresip calling(Host host, Path folder, String uri) {
        return calling(host, folder, Keying.DTLS, uri);
    }

    static Baresip calling(Host host, Path folder, Keying keying, String uri) {
        return start(host, folder, keying, List.of("-e", "/dial " + uri));
    }

    private static Baresip start(Host host, Path folder, Keying keying, List<String> further) {
        try {
            var home = Files.createTempDirectory(folder, "baresip");
            for (String name : List.of("config", "accounts")) {
                Files.writeString(
                        home.resolve(name),
                        template(name)
                                .replace("@ADDRESS@", host.address())
                                .replace("@MODULES@", modules().toString())
                                .replace("@KEYING@", keying.parameters)
                                .replace("@DIR@", home.toString()));
            }
            tone(home.resolve("said.wav"));
            var command = new ArrayList<>(List.of("baresip", "-v", "-s", "-f", home.toString()));
            command.addAll(further);
            var program = Program.start(host, home, command);
            program.awaitLine(line -> line.contains("baresip is ready."));
            return new Baresip(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String template(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Baresip.class.getResourceAsStream("/baresip/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Debian has it in /usr/lib/baresip; with several architectures, one below. */
    private static Path modules() throws IOException {
        try (Stream<Path> files = Files.find(Path.of("/usr/lib"), 4, (file, _) -> file.endsWith("dtls_srtp.so"))) {
            return files.findFirst()
                    .map(file -> Objects.requireNonNull(file.getParent()))
                    .orElseThrow(
                            () -> new AssertionError("baresip has no dtls_srtp.so; scripts/install-peers --check"));
        }
    }

    private static void tone(Path file) throws IOException {
        byte[] samples = new byte[2 * RATE * SECONDS];
        for (int i = 0; i < RATE * SECONDS; i++) {
            int value = (int) (8000 * Math.sin(2 * Math.PI * TONE * i / RATE));
            samples[2 * i] = (byte) value;
            samples[2 * i + 1] = (byte) (value >> 8);
        }
        var format = new AudioFormat(RATE, 16, 1, true, false);
        try (var audio = new AudioInputStream(new ByteArrayInputStream(samples), format, (long) RATE * SECONDS)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }

    /** Waits until it has written a line with that text. */
    void await(String text) {
        program.awaitLine(line -> line.contains(text));
    }

    String transcript() {
        return program.transcript();
    }

    @Override
    public void close() {
        program.close();
    }
}
