package org.sipbrandy.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.audio.RecordingComparison;
import org.sipbrandy.audio.wav.WavFormatException;
import org.sipbrandy.audio.wav.WavReader;
import org.sipbrandy.testkit.wire.AttackProxy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code brandy demo}: Alice calls Bob, two agents in two processes with a home each. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "The main job in one command: Alice calls Bob.")
final class DemoCommand implements Callable<Integer> {
    private static final String ALICE = "sip:alice@brandy.example";
    private static final String BOB = "sip:bob@brandy.example";
    private static final int RATE = 16_000;
    private static final double LEAST_CORRELATION = 0.9;
    private static final double LONGEST_GAP_MILLIS = 20;
    private static final Pattern MEMBER = Pattern.compile(
            "\"(event|level|trust|port|step|detail|ok|safety_number|elapsed_ms|peer|message)\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}\\[]+)");
    private static final Pattern REASONS = Pattern.compile("\"reasons\":\\[([^\\]]*)\\]");

    @Option(names = "--json", description = "both sides' events, one JSON object a line")
    private boolean json;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "the same call with one thing wrong; 'list' names them")
    private @Nullable String scenario;

    private final List<Process> children = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var chosen = Scenario.PLAIN;
        if (scenario != null) {
            if (scenario.equals("list")) {
                for (Scenario one : Scenario.values()) {
                    if (one != Scenario.PLAIN) {
                        System.out.printf("%-24s %s%n", one.word(), one.description());
                    }
                }
                return 0;
            }
            chosen = Scenario.of(scenario)
                    .orElseThrow(() -> new Failure(
                            ExitCode.USAGE,
                            "there is no scenario '" + scenario + "'; see: brandy demo --scenario list"));
        }
        var folder = Files.createTempDirectory("brandy-demo");
        var hook = Interruption.install(() -> {
            children.forEach(Process::destroy);
            remove(folder);
        });
        try {
            return run(folder, chosen);
        } finally {
            children.forEach(Process::destroy);
            for (Process child : children) {
                child.waitFor(3, TimeUnit.SECONDS);
            }
            remove(folder);
            hook.remove();
        }
    }

    /** What one side said of the call. */
    private static final class Side {
        private volatile String level = "pending";
        private volatile String trust = "none";
        private volatile String reasons = "";
        private volatile boolean established;
    }

    private int run(Path folder, Scenario chosen) throws IOException, InterruptedException {
        var aliceHome = folder.resolve("alice");
        var bobHome = folder.resolve("bob");
        var aliceWav = voice(folder, "alice.wav");
        var bobWav = voice(folder, "bob.wav");
        quietly(aliceHome, "identity", "new", ALICE);
        quietly(bobHome, "identity", "new", BOB);
        chosen.prepare(this, aliceHome, bobHome, ALICE, BOB);
        say("Alice and Bob have made themselves a key each. Bob waits for calls; Alice calls him and speaks.");

        var bobHeard = folder.resolve("bob-heard.wav");
        var aliceHeard = folder.resolve("alice-heard.wav");
        var port = new CompletableFuture<String>();
        var bob = new Side();
        var answering = new ArrayList<>(List.of(
                "answer",
                "--listen",
                chosen.attack().isPresent() ? "tcp:127.0.0.1:0" : "tls:127.0.0.1:0",
                "--play",
                bobWav.toString(),
                "--record",
                bobHeard.toString(),
                "--max-calls",
                "1",
                "--json"));
        answering.addAll(chosen.calleeOptions());
        var bobProcess = start(bobHome, answering, line -> {
            if (line.contains("\"event\":\"listening\"")) {
                port.complete(member(line, "port"));
            }
            observe(bob, "Bob  ", line);
        });
        String bobPort;
        try {
            bobPort = port.get(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException _) {
            throw new Failure(ExitCode.UNAVAILABLE, "Bob's agent did not start");
        }
        var attacker = chosen.attack().isPresent()
                ? new AttackProxy(Integer.parseInt(bobPort), chosen.attack().get())
                : null;
        // An attacker on the hop is as good as a hop without TLS.
        String destination = attacker == null
                ? "sips:bob@127.0.0.1:" + bobPort
                : "sip:bob@127.0.0.1:" + attacker.port() + ";transport=tcp";
        var alice = new Side();
        var calling = new ArrayList<>(List.of(
                "call",
                destination,
                "--play",
                aliceWav.toString(),
                "--record",
                aliceHeard.toString(),
                "--for",
                chosen.seconds() + "s",
                "--json"));
        calling.addAll(chosen.callerOptions());
        var aliceProcess = start(aliceHome, calling, line -> observe(alice, "Alice", line));
        int aliceCode = aliceProcess.waitFor();
        bobProcess.waitFor(10, TimeUnit.SECONDS);
        if (attacker != null) {
            attacker.close();
        }
        boolean ok = chosen.expects(alice.level, alice.reasons, aliceCode, bob.level, bob.reasons);
        if (chosen == Scenario.PLAIN) {
            ok &= compare("Bob heard Alice", aliceWav, bobHeard);
            ok &= compare("Alice heard Bob", bobWav, aliceHeard);
            say(
                    ok
                            ? "Only Alice and Bob could hear this call, and each heard what the other said."
                            : "This call was NOT what it should be.");
        } else {
            say((ok ? "As it must be: " : "NOT as it must be: ") + chosen.outcome() + " (Alice: " + alice.level + " "
                    + alice.reasons + ", Bob: " + bob.level + " " + bob.reasons + ")");
        }
        return ok ? ExitCode.DONE.number() : ExitCode.REFUSED.number();
    }

    private synchronized void observe(Side side, String name, String line) {
        if (json) {
            System.out.println(line);
            System.out.flush();
        }
        switch (member(line, "event")) {
            case "call.security" -> {
                side.level = member(line, "level");
                side.trust = member(line, "trust");
                var reasons = REASONS.matcher(line);
                side.reasons = reasons.find() ? reasons.group(1).replace("\"", "") : "";
                if (side.level.equals("confidential")) {
                    say(name + "  safety number of " + member(line, "peer") + ": " + member(line, "safety_number"));
                }
            }
            case "call.step" ->
                say(name + "  " + (member(line, "ok").equals("true") ? "✓" : "✗")
                        + String.format(
                                java.util.Locale.ROOT,
                                " %6.0f ms  %-16s ",
                                Double.parseDouble(member(line, "elapsed_ms")),
                                member(line, "step"))
                        + member(line, "detail"));
            case "call.established" -> {
                side.established = true;
                say(name + "  " + side.level + ", trust " + side.trust);
            }
            case "error" -> say(name + "  ✗ " + member(line, "message"));
            default -> {}
        }
    }

    /** One member of a line that this same program wrote. */
    private static String member(String line, String name) {
        var matcher = MEMBER.matcher(line);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                String value = matcher.group(2);
                return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
            }
        }
        return "";
    }

    private void say(String text) {
        (json ? System.err : System.out).println(text);
    }

    private boolean compare(String what, Path said, Path heard) throws IOException {
        try (var a = Files.newInputStream(said);
                var b = Files.newInputStream(heard)) {
            var comparison = RecordingComparison.of(WavReader.readAll(a, RATE), WavReader.readAll(b, RATE), RATE);
            boolean match = comparison.correlation() >= LEAST_CORRELATION
                    && comparison.longestGapMillis() <= LONGEST_GAP_MILLIS;
            say(String.format(
                    java.util.Locale.ROOT,
                    "%s %s: correlation %.3f, longest gap %.0f ms, delay %.0f ms",
                    match ? "✓" : "✗",
                    what,
                    comparison.correlation(),
                    comparison.longestGapMillis(),
                    comparison.delayMillis()));
            return match;
        } catch (WavFormatException e) {
            say("✗ " + what + ": " + e.getMessage());
            return false;
        }
    }

    private static Path voice(Path folder, String name) throws IOException {
        var file = folder.resolve(name);
        try (InputStream in = DemoCommand.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new Failure(ExitCode.UNAVAILABLE, "the bundled voice " + name + " is missing");
            }
            Files.copy(in, file);
        }
        return file;
    }

    private static List<String> command(Path home, List<String> arguments) {
        var list = new ArrayList<String>();
        list.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        list.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
        list.add("--sun-misc-unsafe-memory-access=allow");
        list.addAll(List.of("-cp", System.getProperty("java.class.path"), Brandy.class.getName()));
        list.addAll(arguments);
        list.addAll(List.of("--home", home.toString()));
        return list;
    }

    private Process start(Path home, List<String> arguments, Consumer<String> line) throws IOException {
        var process = new ProcessBuilder(command(home, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        children.add(process);
        Thread.ofVirtual().start(() -> {
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String next;
                while ((next = reader.readLine()) != null) {
                    line.accept(next);
                }
            } catch (IOException _) {
                // the process is gone; its exit code says the rest
            }
        });
        return process;
    }

    /** Runs a command of our own in this process, without its output. */
    void quietly(Path home, String... arguments) {
        var out = System.out;
        System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        try {
            var all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--home", home.toString()));
            if (Brandy.run(all.toArray(String[]::new)) != 0) {
                throw new Failure(ExitCode.BUG, "the demo could not prepare " + String.join(" ", arguments));
            }
        } finally {
            System.setOut(out);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("brandy: could not remove " + folder + ": " + e.getMessage());
        }
    }
}
