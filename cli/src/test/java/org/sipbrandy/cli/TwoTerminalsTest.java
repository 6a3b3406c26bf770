package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipbrandy.cli.People.ALICE;
import static org.sipbrandy.cli.People.BOB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The main job as a user does it: {@code answer} in one terminal, {@code call} in another. */
@Isolated("sound is in real time")
class TwoTerminalsTest {
    private static final int ATTEMPTS = 4;
    private static final double LONGEST_DELAY_MILLIS = 200;

    @TempDir
    Path folder;

    private Path voice(String name) throws IOException {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            try (var in = TwoTerminalsTest.class.getResourceAsStream("demo/" + name)) {
                Files.copy(in, file);
            }
        }
        return file;
    }

    private record Finished(RunningBrandy bob, RunningBrandy alice) {}

    private Finished call(Path bobHome, Path aliceHome, List<String> bobs, List<String> alices) throws Exception {
        var answering = new java.util.ArrayList<>(List.of("answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "1"));
        answering.addAll(bobs);
        try (var bob = RunningBrandy.start(bobHome, answering.toArray(String[]::new))) {
            var calling = new java.util.ArrayList<>(List.of("call", "sips:bob@127.0.0.1:" + bob.port()));
            calling.addAll(alices);
            try (var alice = RunningBrandy.start(aliceHome, calling.toArray(String[]::new))) {
                assertThat(alice.exit()).as(alice.toString()).isZero();
                assertThat(bob.exit()).as(bob.toString()).isZero();
                return new Finished(bob, alice);
            }
        }
    }

    @Test
    @DisplayName("two processes call, are confidential, and say so by the contract of --json; each hears the other")
    void json() throws Exception {
        var bobHome = People.bob(folder);
        var aliceHome = People.alice(folder);
        var bobHeard = folder.resolve("bob-heard.wav");
        var aliceHeard = folder.resolve("alice-heard.wav");
        String trust = "first-use";
        boolean heardWell = false;
        // How smooth the sound is depends on the rest of this machine, too: it may be busy, but not every time.
        for (int attempt = 0; attempt < ATTEMPTS && !heardWell; attempt++) {
            var ended = call(
                    bobHome,
                    aliceHome,
                    List.of("--json", "--play", voice("bob.wav").toString(), "--record", bobHeard.toString()),
                    List.of(
                            "--json",
                            "--play",
                            voice("alice.wav").toString(),
                            "--record",
                            aliceHeard.toString(),
                            "--for",
                            "7s"));
            confidential(ended.bob(), ALICE, trust);
            confidential(ended.alice(), BOB, trust);
            order(
                    ended.alice(),
                    "signalling",
                    "offer-signed",
                    "answer-received",
                    "ice-connected",
                    "dtls-connected",
                    "keys-bound",
                    "consent",
                    "media");
            order(ended.alice(), "answer-received", "answer-verified", "keys-bound");
            order(
                    ended.bob(),
                    "signalling",
                    "offer-verified",
                    "ice-connected",
                    "dtls-connected",
                    "keys-bound",
                    "consent",
                    "media");
            order(ended.bob(), "offer-verified", "answer-signed", "media");
            assertThat(ended.alice().events("call.ended").getFirst().text("recording"))
                    .isEqualTo(aliceHeard.toString());
            boolean bobHeardWell = heard(voice("alice.wav"), bobHeard);
            boolean aliceHeardWell = heard(voice("bob.wav"), aliceHeard);
            heardWell = bobHeardWell && aliceHeardWell;
            trust = "known";
        }
        assertThat(heardWell)
                .as("the sound was as it should be in one of %d calls", ATTEMPTS)
                .isTrue();
    }

    private static boolean heard(Path said, Path heard) {
        var comparison = DemoComparison.of(said, heard).orElseThrow();
        System.out.println(heard.getFileName() + ": " + comparison.figures());
        return comparison.good() && Math.abs(comparison.figures().delayMillis()) <= LONGEST_DELAY_MILLIS;
    }

    private static void confidential(RunningBrandy side, String peer, String trust) {
        var events = side.events();
        EventContract.holds(events);
        var calls =
                events.stream().map(EventLine::call).filter(id -> !id.isEmpty()).distinct();
        assertThat(calls).as("one Call-ID").hasSize(1);
        assertThat(side.security().text("level")).isEqualTo("confidential");
        assertThat(side.security().text("trust")).isEqualTo(trust);
        assertThat(side.security().text("peer")).isEqualTo(peer);
        assertThat(side.security().text("policy")).isEqualTo("require");
        assertThat(side.security().texts("reasons")).isEmpty();
        assertThat(side.events("call.established").getFirst().text("level")).isEqualTo("confidential");
        assertThat(side.events("call.media").getLast().number("received_packets"))
                .as(side.toString())
                .isGreaterThan(100);
        assertThat(side.events("call.media").getLast().number("auth_failures")).isZero();
        assertThat(side.events("call.ended").getFirst().text("level")).isEqualTo("confidential");
        assertThat(side.err()).isEmpty();
    }

    /** Each once, all well, one after the other. */
    private static void order(RunningBrandy side, String... steps) {
        var reached = side.events("call.step").stream()
                .filter(it -> List.of(steps).contains(it.text("step")))
                .toList();
        assertThat(reached).extracting(it -> it.text("step")).containsExactly(steps);
        assertThat(reached).allSatisfy(it -> assertThat(it.text("ok")).isEqualTo("true"));
    }

    @Test
    @DisplayName("first-use, then known, then verified once the safety number was compared; people read it too")
    void trust() throws Exception {
        var bobHome = People.bob(folder);
        var aliceHome = People.alice(folder);
        var plain = List.of("--for", "300ms");

        var first = call(bobHome, aliceHome, List.of(), plain);
        assertThat(first.alice().out())
                .anySatisfy(line -> assertThat(line).contains("Confidential", BOB, "first time", "safety number"));
        assertThat(first.bob().out()).anySatisfy(line -> assertThat(line).contains("Confidential", ALICE));
        assertThat(first.alice().err()).isEmpty();

        var second = call(bobHome, aliceHome, List.of(), plain);
        assertThat(second.alice().out())
                .anySatisfy(line -> assertThat(line).contains("Confidential", BOB, "same key as before"));

        String number = People.safetyNumber(bobHome, BOB);
        assertThat(RunningBrandy.run(aliceHome, "trust", "verify", BOB, number).exit())
                .isZero();
        var third = call(
                bobHome,
                aliceHome,
                List.of("--json"),
                List.of("--json", "--for", "300ms", "--policy", "require-verified"));
        assertThat(third.alice().security().text("trust")).isEqualTo("verified");
        assertThat(third.alice().security().text("safety_number")).isEqualTo(number);
        assertThat(third.bob().security().text("trust")).isEqualTo("known");
    }
}
