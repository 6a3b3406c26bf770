package org.sipbrandy.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program that was started, with what it has written so far; ended by its own process id when it is closed. */
final class Program implements AutoCloseable {
    /** Nothing here takes longer on a machine that is not stuck. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a program there, in a folder, without input. Standard error is part of its output. */
    static Program start(Host host, Path folder, List<String> command) {
        try {
            var process = new ProcessBuilder(host.command(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var program = new Program(Path.of(command.getFirst()).getFileName().toString(), process);
            Thread.ofVirtual().start(program::read);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("is it installed? scripts/install-peers --check says", e);
        }
    }

    /** Runs a program to its end and returns what it wrote; it has to end well. */
    static List<String> run(Host host, Path folder, List<String> command) {
        try (var program = start(host, folder, command)) {
            int code = program.awaitExit();
            if (code != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + code + program.transcript());
            }
            return program.lines();
        }
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String next;
            while ((next = reader.readLine()) != null) {
                synchronized (lines) {
                    lines.add(next);
                    lines.notifyAll();
                }
            }
        } catch (IOException _) {
            // the process is gone; its exit code says the rest
        } finally {
            synchronized (lines) {
                ended = true;
                lines.notifyAll();
            }
        }
    }

    /** What it has written so far. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Waits for the first line like that; fails when the program ends without it or patience does. */
    String awaitLine(Predicate<String> wanted) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            for (int seen = 0; ; ) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return lines.get(seen);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError(name + " did not write the line that was awaited" + transcript());
                }
                await(left);
            }
        }
    }

    private void await(long millis) {
        try {
            lines.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Writes to its standard input. */
    void type(String text) {
        type(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes to its standard input. */
    void type(byte[] octets) {
        try {
            var input = process.getOutputStream();
            input.write(octets);
            input.flush();
        } catch (IOException e) {
            throw new AssertionError(name + " takes no input" + transcript(), e);
        }
    }

    /** Waits for its end and the end of its output; returns the exit code. */
    int awaitExit() {
        return awaitExit(PATIENCE);
    }

    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " has not ended" + transcript());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        synchronized (lines) {
            long limit = System.nanoTime() + PATIENCE.toNanos();
            while (!ended && System.nanoTime() < limit) {
                await(1000);
            }
        }
        return process.exitValue();
    }

    /** Its exit code if it has ended. */
    Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** Asks it to end (SIGTERM) and waits until it has. */
    void end() {
        process.destroy();
        awaitExit();
    }

    /** Kills it (SIGKILL): it says nothing to anybody any more. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** What it wrote, for the message of a failed test. */
    String transcript() {
        return "; its output:\n" + String.join("\n", lines());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
