package org.sipbrandy.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code brandy} as a process of its own, on the classes that were just built; its events are read as they come. */
final class Brandy implements AutoCloseable {
    private final Program program;

    private Brandy(Program program) {
        this.program = program;
    }

    /** Makes an identity in a new home folder below that one. */
    static Path home(Path folder, String aor) {
        var home = folder.resolve(aor.replaceAll("[^a-z]", "-"));
        Program.run(Host.LOOPBACK, folder, command(home, List.of("identity", "new", aor)));
        return home;
    }

    /** {@code brandy call} or {@code brandy answer} with that home and those arguments. */
    static Brandy start(Host host, Path home, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return new Brandy(Program.start(host, Path.of("").toAbsolutePath(), command(home, all)));
    }

    /** Runs a command that ends by itself, and well; returns what it wrote. */
    static List<String> run(Path home, String... arguments) {
        return Program.run(Host.LOOPBACK, home, command(home, List.of(arguments)));
    }

    /** Runs a command that ends by itself with that exit code; returns what it wrote. */
    static List<String> run(int code, Path home, String... arguments) {
        try (var program = Program.start(Host.LOOPBACK, home, command(home, List.of(arguments)))) {
            int ended = program.awaitExit();
            if (ended != code) {
                throw new AssertionError(String.join(" ", arguments) + " ended with " + ended + program.transcript());
            }
            return program.lines();
        }
    }

    /** A shell script that stands for the launcher of the checkout, with what is built now. */
    static String launcher() {
        var quoted = java().stream().map(it -> "'" + it + "'").toList();
        return "#!/bin/sh\nexec " + String.join(" ", quoted) + " \"$@\"\n";
    }

    static List<String> command(Path home, List<String> arguments) {
        var list = java();
        list.addAll(arguments);
        list.addAll(List.of("--home", home.toString()));
        return list;
    }

    private static List<String> java() {
        var list = new ArrayList<String>();
        list.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        list.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
        list.add("--sun-misc-unsafe-memory-access=allow");
        list.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.sipbrandy.cli.Brandy"));
        return list;
    }

    /** Every event so far. */
    List<Map<String, Object>> events() {
        return program.lines().stream()
                .filter(line -> line.startsWith("{"))
                .map(JsonObject::parse)
                .toList();
    }

    /** Every event so far of that name. */
    List<Map<String, Object>> events(String name) {
        return events().stream()
                .filter(event -> name.equals(event.get("event")))
                .toList();
    }

    /** Waits for an event of that name. */
    Map<String, Object> await(String name) {
        return JsonObject.parse(program.awaitLine(line -> line.startsWith("{\"event\":\"" + name + "\"")));
    }

    /** The port on which it listens over that transport, once it does. */
    int port(String transport) {
        var line = program.awaitLine(
                it -> it.contains("\"event\":\"listening\"") && it.contains("\"transport\":\"" + transport + "\""));
        return Integer.parseInt(String.valueOf(JsonObject.parse(line).get("port")));
    }

    /** What it judged last; empty if it has not judged yet. */
    Optional<Map<String, Object>> security() {
        var all = events("call.security");
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The level it judged last. */
    String level() {
        return security().map(it -> String.valueOf(it.get("level"))).orElse("none");
    }

    /** The reasons it gave last. */
    List<?> reasons() {
        return security().map(it -> (List<?>) it.get("reasons")).orElse(List.of());
    }

    int awaitExit() {
        return program.awaitExit();
    }

    /** Ends it in order. */
    void end() {
        program.end();
    }

    /** Kills it without a word to its peer. */
    void kill() {
        program.kill();
    }

    String transcript() {
        return program.transcript();
    }

    @Override
    public void close() {
        program.close();
    }
}
