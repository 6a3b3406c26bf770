package org.sipbrandy.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the launcher lets the JVM watch after a build, so that it can write a start-up cache (JEP 483): the commands people
 * wait for, with two calls between two agents of this process over loopback. Exits with 0 only if all of it went well.
 */
final class Training {
    private static final String ALICE = "sip:alice@example.com";
    private static final String BOB = "sip:bob@example.com";
    private static final String CALLS = "2";
    private static final Pattern PORT = Pattern.compile("\"event\":\"listening\".*\"port\":([0-9]+)");
    private static final long PATIENCE_SECONDS = 30;

    private final CompletableFuture<String> port = new CompletableFuture<>();

    private Training() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("brandy-training");
        int code;
        try {
            code = new Training().rehearse(folder);
        } finally {
            remove(folder);
        }
        System.exit(code);
    }

    private int rehearse(Path folder) throws Exception {
        var quiet = new PrintStream(new Lines(this::said), true, StandardCharsets.UTF_8);
        System.setOut(quiet);
        String alice = folder.resolve("alice").toString();
        String bob = folder.resolve("bob").toString();
        var voice = folder.resolve("voice.wav");
        try (var in = DemoCommand.class.getResourceAsStream("demo/alice.wav")) {
            Files.copy(java.util.Objects.requireNonNull(in), voice);
        }
        int failures = run("--help")
                + run("call", "--help")
                + run("identity", "new", ALICE, "--home", alice)
                + run("identity", "new", BOB, "--home", bob);
        var answered = new CompletableFuture<Integer>();
        var answering = Thread.ofPlatform()
                .daemon()
                .start(() -> answered.complete(run(
                        "answer",
                        "--home",
                        bob,
                        "--listen",
                        "tls:127.0.0.1:0",
                        "--echo",
                        "--record",
                        folder.toString(),
                        "--max-calls",
                        CALLS,
                        "--json")));
        String uri = "sips:bob@127.0.0.1:" + port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var call = List.of(
                "call",
                uri,
                "--home",
                alice,
                "--for",
                "1s",
                "--play",
                voice.toString(),
                "--record",
                folder.resolve("heard.wav").toString());
        var json = new ArrayList<>(call);
        json.add("--json");
        failures += run(json.toArray(String[]::new)) + run(call.toArray(String[]::new));
        failures += answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        answering.join();
        failures += run("trust", "list", "--home", alice) + run("identity", "list", "--home", alice) + run("--version");
        return failures == 0 ? ExitCode.DONE.number() : ExitCode.BUG.number();
    }

    private static int run(String... arguments) {
        return Brandy.run(arguments);
    }

    private void said(String line) {
        Matcher listening = PORT.matcher(line);
        if (listening.find()) {
            port.complete(listening.group(1));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Hears what the commands print, a line at a time. */
    private static final class Lines extends OutputStream {
        private final java.util.function.Consumer<String> line;
        private final java.io.ByteArrayOutputStream begun = new java.io.ByteArrayOutputStream();

        Lines(java.util.function.Consumer<String> line) {
            this.line = line;
        }

        @Override
        public synchronized void write(int octet) {
            if (octet == '\n') {
                line.accept(begun.toString(StandardCharsets.UTF_8));
                begun.reset();
            } else {
                begun.write(octet);
            }
        }
    }
}
