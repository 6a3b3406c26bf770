package org.sipbrandy.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One of the demo's two agents: a process of its own, whose events are read. */
final class DemoAgent implements AutoCloseable {
    private static final String START_CACHE = "brandy.cache";

    private static final int PATIENCE_SECONDS = 3;

    private final Process process;
    private final Thread reader;

    private DemoAgent(Process process, Consumer<String> line) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(() -> read(line));
    }

    /** Starts {@code brandy} with that home; what it says on stderr is said on ours. */
    static DemoAgent start(Path home, List<String> arguments, Consumer<String> line) throws IOException {
        return new DemoAgent(
                new ProcessBuilder(command(home, arguments))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                line);
    }

    static List<String> command(Path home, List<String> arguments) {
        String classPath = System.getProperty("java.class.path");
        var list = new ArrayList<String>();
        list.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        list.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        list.add("--sun-misc-unsafe-memory-access=allow");
        list.addAll(cache());
        list.addAll(List.of("-cp", classPath, Brandy.class.getName()));
        list.addAll(arguments);
        list.addAll(List.of("--home", home.toString()));
        return list;
    }

    /** The start-up cache that the launcher gave to this JVM; it makes a start quick. */
    private static List<String> cache() {
        String file = System.getProperty(START_CACHE, "");
        return file.isEmpty()
                ? List.of()
                : List.of("-XX:AOTCache=" + file, "-D" + START_CACHE + "=" + file, "-Xlog:disable", "-Xlog:all=off");
    }

    private void read(Consumer<String> line) {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String next;
            while ((next = lines.readLine()) != null) {
                line.accept(next);
            }
        } catch (IOException _) {
            // the process is gone; its exit code says the rest
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Waits until it has ended and all that it said was read.
     *
     * @return the exit code
     * @throws Failure if it does not end in that time
     */
    int await(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new Failure(ExitCode.BUG, "an agent of the demo did not end within " + seconds + " s");
        }
        reader.join();
        return process.exitValue();
    }

    /** Ends it, in order if it can. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
