package org.sipbrandy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.sipbrandy.agent.store.Home;

/** One run of the demo: two agents, perhaps somebody in between, and a look at what came of it. */
final class Demo implements AutoCloseable {
    private static final String ALICE = "sip:alice@brandy.example";
    private static final String BOB = "sip:bob@brandy.example";
    private static final int START_SECONDS = 120;
    private static final int CALL_SECONDS = 240;
    private static final int END_SECONDS = 30;

    private final Scenario scenario;
    private final DemoListener listener;
    private final Path folder;
    private final Path recordings;
    private final List<String> callerOptions;
    private final List<DemoAgent> agents = new CopyOnWriteArrayList<>();
    private final Map<String, CallRecord> alice = new LinkedHashMap<>();
    private final Map<String, CallRecord> bob = new LinkedHashMap<>();
    private final CompletableFuture<Integer> bobPort = new CompletableFuture<>();

    /**
     * Makes the temporary folder.
     *
     * @param keep where what is said and heard is kept; nowhere, if empty
     * @param callerOptions further options of Alice's agent
     */
    Demo(Scenario scenario, DemoListener listener, Optional<Path> keep, List<String> callerOptions) throws IOException {
        this.scenario = scenario;
        this.listener = listener;
        this.callerOptions = callerOptions;
        if (keep.isPresent()) {
            Files.createDirectories(keep.get());
        }
        this.folder = Files.createTempDirectory("brandy-demo");
        this.recordings = keep.orElse(folder);
    }

    /** Runs it. */
    ExitCode run() throws IOException, InterruptedException {
        var aliceSays = voice("alice.wav");
        var bobSays = voice("bob.wav");
        var aliceHeard = recordings.resolve("alice-heard.wav");
        var bobHeard = recordings.resolve("bob-heard.wav");
        var aliceHome = folder.resolve("alice");
        var bobHome = folder.resolve("bob");
        if (scenario.callerHasAName()) {
            Home.open(aliceHome).identities().create(ALICE, Duration.ofDays(1));
        }
        Home.open(bobHome).identities().create(BOB, Duration.ofDays(1));
        scenario.prepare(aliceHome, BOB);
        listener.begins(scenario, scenario.attack().isPresent());

        // An attacker on the hop is as good as a hop without TLS.
        boolean attacked = scenario.attack().isPresent();
        var answering = new ArrayList<>(List.of("answer", "--json", "--play", bobSays.toString()));
        answering.addAll(List.of("--listen", attacked ? "tcp:127.0.0.1:0" : "tls:127.0.0.1:0"));
        answering.addAll(List.of("--max-calls", String.valueOf(scenario.calls())));
        answering.addAll(List.of("--record", bobHeard.toString()));
        answering.addAll(scenario.calleeOptions());
        var bobAgent = DemoAgent.start(bobHome, answering, line -> observe("Bob", bob, line));
        agents.add(bobAgent);
        int port = portOf(bobAgent);

        int exit;
        String attacker = "";
        var attack = attacked ? scenario.attack().get().begin(port) : null;
        try {
            var calling = new ArrayList<>(List.of("call"));
            calling.add(
                    attack == null
                            ? "sips:bob@127.0.0.1:" + port
                            : "sip:bob@127.0.0.1:" + attack.port() + ";transport=tcp");
            calling.addAll(List.of("--json", "--play", aliceSays.toString(), "--record", aliceHeard.toString()));
            calling.addAll(List.of("--for", scenario.seconds() + "s"));
            calling.addAll(scenario.callerOptions());
            calling.addAll(callerOptions);
            var aliceAgent = DemoAgent.start(aliceHome, calling, line -> observe("Alice", alice, line));
            agents.add(aliceAgent);
            exit = aliceAgent.await(CALL_SECONDS);
            if (attack != null) {
                attacker = attack.result();
            }
            if (called()) {
                bobAgent.await(END_SECONDS);
            }
        } finally {
            if (attack != null) {
                attack.close();
            }
        }
        var outcome = outcome(exit, attacker);
        boolean met = scenario.met(outcome);
        boolean heardWell = true;
        if (scenario == Scenario.PLAIN) {
            boolean byBob = heard("Bob heard Alice", aliceSays, bobHeard);
            boolean byAlice = heard("Alice heard Bob", bobSays, aliceHeard);
            heardWell = byBob && byAlice;
        }
        listener.ended(scenario, outcome, met, heardWell);
        return met ? heardWell ? ExitCode.DONE : ExitCode.MEDIA_FAILED : ExitCode.REFUSED;
    }

    private int portOf(DemoAgent agent) throws InterruptedException {
        for (int second = 0; second < START_SECONDS && agent.alive(); second++) {
            try {
                return bobPort.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException _) {
                // not yet
            } catch (ExecutionException _) {
                break;
            }
        }
        throw new Failure(ExitCode.UNAVAILABLE, "Bob's agent did not start");
    }

    private void observe(String who, Map<String, CallRecord> calls, String line) {
        EventLine it;
        try {
            it = EventLine.parse(line);
        } catch (RuntimeException e) {
            throw new IllegalStateException(who + "'s agent wrote a line that is not JSON: " + line, e);
        }
        boolean main = true;
        synchronized (calls) {
            if (!it.call().isEmpty()) {
                calls.computeIfAbsent(it.call(), _ -> new CallRecord()).observe(it);
                main = it.call().equals(calls.keySet().iterator().next());
            }
        }
        listener.event(who, main, line, it);
        if (it.name().equals("listening")) {
            bobPort.complete((int) it.number("port"));
        }
    }

    /** Whether Bob's agent heard of a call: one that it must turn down for its extensions (420) does not get so far. */
    private boolean called() {
        synchronized (bob) {
            return !bob.isEmpty();
        }
    }

    private Outcome outcome(int exit, String attacker) {
        synchronized (bob) {
            var others = new ArrayList<>(bob.values());
            var first = others.isEmpty() ? CallRecord.NONE : others.removeFirst();
            synchronized (alice) {
                return new Outcome(
                        alice.values().stream().findFirst().orElse(CallRecord.NONE), exit, first, others, attacker);
            }
        }
    }

    private boolean heard(String what, Path said, Path heard) {
        var comparison = DemoComparison.of(said, heard);
        comparison.ifPresent(it -> listener.heard(what, it));
        return comparison.map(DemoComparison::good).orElse(false);
    }

    private Path voice(String name) throws IOException {
        var file = recordings.resolve(name);
        try (InputStream in = Demo.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new Failure(ExitCode.UNAVAILABLE, "the bundled voice " + name + " is missing");
            }
            Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Ends both agents, in order if they still run, and removes what was temporary. */
    @Override
    public void close() {
        agents.forEach(DemoAgent::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (java.nio.file.NoSuchFileException _) {
            // removed already, by an interruption
        } catch (IOException e) {
            System.err.println("brandy: could not remove " + folder + ": " + e.getMessage());
        }
    }
}
