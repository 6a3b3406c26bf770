package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The program in a process of its own, as a shell starts it. Every wait has a limit. */
final class RunningBrandy implements AutoCloseable {
    /** For what takes no time but the machine's: a start of the program on a busy one included. */
    static final Duration SOON = Duration.ofSeconds(120);

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern LISTENING = Pattern.compile("(?:tls|tcp|udp):127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final List<String> command;
    private final Lines out;
    private final Lines err;

    private RunningBrandy(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Lines(process.getInputStream());
        this.err = new Lines(process.getErrorStream());
    }

    /** What a stream said so far. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        private Lines(InputStream stream) {
            reader = Thread.ofPlatform().daemon().start(() -> read(stream));
        }

        private void read(InputStream stream) {
            try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                String line;
                while ((line = in.readLine()) != null) {
                    add(line);
                }
            } catch (IOException _) {
                // closed on our side
            }
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized List<String> all() {
            return List.copyOf(lines);
        }

        private synchronized String await(Predicate<String> wanted, Duration limit, Object whose)
                throws InterruptedException {
            long end = System.nanoTime() + limit.toNanos();
            int seen = 0;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return lines.get(seen);
                    }
                }
                long left = end - System.nanoTime();
                if (ended || left <= 0) {
                    throw new AssertionError((ended ? "ended" : "said nothing of the kind in time") + ": " + whose);
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, 1_000_000_000L));
            }
        }
    }

    /** Starts {@code brandy} with these arguments and that home. */
    static RunningBrandy start(Path home, String... arguments) throws IOException {
        return startWith(List.of(), home, arguments);
    }

    /** As {@link #start}, with options for the Java machine. */
    static RunningBrandy startWith(List<String> machine, Path home, String... arguments) throws IOException {
        var command = new ArrayList<>(withDefaultSignals());
        command.addAll(java(machine, arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("BRANDY_HOME", home.toString());
        return new RunningBrandy(List.of(arguments), builder.start());
    }

    private static List<String> java(List<String> machine, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(machine);
        command.addAll(List.of("-cp", classPath(), Brandy.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A shell script that stands for the launcher, with what is built now. */
    static String launcher() {
        var quoted = java(List.of()).stream().map(it -> "'" + it + "'").toList();
        return "#!/bin/sh\nexec " + String.join(" ", quoted) + " \"$@\"\n";
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** A shell's background job ignores SIGINT, and hands that down; a user's terminal does not. */
    private static List<String> withDefaultSignals() {
        try {
            long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .findFirst()
                    .orElse(0);
            return (ignored & 0x4002) == 0 ? List.of() : List.of("env", "--default-signal=INT,TERM");
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Runs it to its end. */
    static RunningBrandy run(Path home, String... arguments) throws IOException, InterruptedException {
        var running = start(home, arguments);
        running.exit(SOON);
        return running;
    }

    /** The exit code; fails if it does not end in time. */
    int exit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            var said = this.toString();
            close();
            throw new AssertionError("still running after " + limit + ": " + said);
        }
        out.reader.join(10_000);
        err.reader.join(10_000);
        return process.exitValue();
    }

    int exit() throws InterruptedException {
        return exit(SOON);
    }

    long pid() {
        return process.pid();
    }

    /** Sends {@code INT}, {@code TERM} or {@code KILL}. */
    void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    }

    /** Reads no more of what it says: as {@code | head -1} when it has its line. */
    void closeOutput() throws IOException {
        process.getInputStream().close();
    }

    List<String> out() {
        return out.all();
    }

    List<String> err() {
        return err.all();
    }

    /** A line on stdout. */
    String awaitLine(Predicate<String> wanted) throws InterruptedException {
        return out.await(wanted, SOON, this);
    }

    /** An event of that name. */
    EventLine await(String event) throws InterruptedException {
        return await(event, it -> true);
    }

    EventLine await(String event, Predicate<EventLine> wanted) throws InterruptedException {
        return EventLine.parse(out.await(
                line -> {
                    var it = EventLine.parse(line);
                    return it.name().equals(event) && wanted.test(it);
                },
                SOON,
                this));
    }

    /** All of stdout as events; fails if anything else is on it. */
    List<EventLine> events() {
        var events = out().stream().map(EventLine::parse).toList();
        assertThat(events).allSatisfy(it -> {
            assertThat(it.name()).isNotEmpty();
            assertThat(it.text("time")).matches(TIME);
        });
        return events;
    }

    List<EventLine> events(String name) {
        return events().stream().filter(it -> it.name().equals(name)).toList();
    }

    /** The last security event. */
    EventLine security() {
        return events("call.security").getLast();
    }

    /** The port that it says it listens on, in either form of output. */
    int port() throws InterruptedException {
        String line = awaitLine(
                it -> it.contains("\"listening\"") || LISTENING.matcher(it).find());
        if (line.startsWith("{")) {
            return (int) EventLine.parse(line).number("port");
        }
        var matcher = LISTENING.matcher(line);
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** Fails unless it ended with that code, having said why in one line on stderr and without a stack trace. */
    String failedWith(int code) throws InterruptedException {
        assertThat(exit()).as(toString()).isEqualTo(code);
        var said = err();
        assertThat(said).as(toString()).hasSize(1);
        assertThat(said.getFirst())
                .startsWith("brandy: ")
                .doesNotContain("Exception")
                .doesNotContain("null");
        return said.getFirst();
    }

    /** Ends it at once if it still runs. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return "brandy " + String.join(" ", command)
                + (process.isAlive() ? " (running)" : " (exit " + process.exitValue() + ")") + "\nstdout:\n"
                + String.join("\n", out()) + "\nstderr:\n" + String.join("\n", err());
    }
}
