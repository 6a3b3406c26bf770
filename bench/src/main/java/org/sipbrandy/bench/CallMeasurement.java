package org.sipbrandy.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Calls with the launcher itself, over loopback, with a heap of 60 MB, playing and recording: milliseconds from the
 * command to the INVITE and to the first media.
 *
 * @param invite until the INVITE is handed to its socket
 * @param media until media flows
 * @param done whether the call came to its end at the level it asked for
 */
record CallMeasurement(double invite, double media, boolean done) {
    /** The heap that has to do. */
    static final String HEAP = "-Xmx60m";

    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");
    private static final Pattern PORT = Pattern.compile("\"port\":([0-9]+)");
    private static final int PATIENCE_SECONDS = 60;

    /** Calls so often, for so long, and takes the fastest: what disturbs a start only makes it slower. */
    static CallMeasurement best(Path root, int times, int seconds) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("brandy-bench");
        Process answering = null;
        try {
            run(root, "identity", "new", "sip:alice@example.com", "--home", folder + "/alice");
            run(root, "identity", "new", "sip:bob@example.com", "--home", folder + "/bob");
            var voice = folder.resolve("voice.wav");
            Files.copy(root.resolve("cli/src/main/resources/org/sipbrandy/cli/demo/alice.wav"), voice);
            answering = launcher(
                            root,
                            "answer",
                            "--home",
                            folder + "/bob",
                            "--listen",
                            "tls:127.0.0.1:0",
                            "--echo",
                            "--json")
                    .start();
            String port = port(answering);
            var made = new ArrayList<CallMeasurement>();
            for (int i = 0; i < times; i++) {
                made.add(call(root, folder, port, voice, seconds));
            }
            return new CallMeasurement(
                    made.stream().mapToDouble(CallMeasurement::invite).min().orElseThrow(),
                    made.stream().mapToDouble(CallMeasurement::media).min().orElseThrow(),
                    made.stream().allMatch(CallMeasurement::done));
        } finally {
            if (answering != null) {
                answering.destroy();
                answering.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            remove(folder);
        }
    }

    private static CallMeasurement call(Path root, Path folder, String port, Path voice, int seconds)
            throws IOException, InterruptedException {
        var trace = folder.resolve("trace.txt");
        var begin = Instant.now();
        var process = launcher(
                        root,
                        "call",
                        "sips:bob@127.0.0.1:" + port,
                        "--home",
                        folder + "/alice",
                        "--play",
                        voice.toString(),
                        "--record",
                        folder + "/heard.wav",
                        "--for",
                        seconds + "s",
                        "--trace-sip",
                        trace.toString(),
                        "--json")
                .start();
        double media = Double.NaN;
        try (var lines = reader(process)) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.contains("\"step\":\"media\"")) {
                    media = since(begin, time(line));
                }
            }
        }
        int code = process.waitFor();
        double invite = Files.readString(trace, StandardCharsets.ISO_8859_1) // certificates are binary
                .lines()
                .filter(line -> line.startsWith("# ") && line.contains(" sent "))
                .map(line -> since(begin, Instant.parse(line.split(" ", -1)[1])))
                .findFirst()
                .orElse(Double.NaN);
        return new CallMeasurement(invite, media, code == 0);
    }

    private static ProcessBuilder launcher(Path root, String... arguments) {
        var command = new ArrayList<>(List.of(root.resolve("brandy").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("BRANDY_JAVA_OPTS", HEAP);
        return builder;
    }

    private static void run(Path root, String... arguments) throws IOException, InterruptedException {
        var process = launcher(root, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("brandy " + arguments[0] + " failed");
        }
    }

    private static String port(Process answering) throws IOException {
        var matcher = PORT.matcher(String.valueOf(reader(answering).readLine()));
        if (!matcher.find()) {
            throw new IOException("brandy answer does not listen");
        }
        return matcher.group(1);
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Instant time(String line) {
        var matcher = TIME.matcher(line);
        return matcher.find() ? Instant.parse(matcher.group(1)) : Instant.MAX;
    }

    private static double since(Instant begin, Instant end) {
        return Duration.between(begin, end).toNanos() / 1e6;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
