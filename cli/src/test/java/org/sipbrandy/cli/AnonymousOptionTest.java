package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --anonymous} and {@code --no-anonymous}, as whole processes. */
@Execution(ExecutionMode.SAME_THREAD)
class AnonymousOptionTest {
    private static final String NOBODY = "sip:anonymous@anonymous.invalid";

    @TempDir
    Path folder;

    private record Ended(RunningBrandy bob, RunningBrandy alice) {}

    private Ended call(Path bob, Path alice, List<String> bobs, List<String> alices, int exit) throws Exception {
        var answering = new ArrayList<>(List.of("answer", "--listen", "tls:127.0.0.1:0", "--max-calls", "1", "--json"));
        answering.addAll(bobs);
        try (var answer = RunningBrandy.start(bob, answering.toArray(String[]::new))) {
            var calling = new ArrayList<>(List.of("call", "sips:bob@127.0.0.1:" + answer.port(), "--json"));
            calling.addAll(List.of("--for", "300ms"));
            calling.addAll(alices);
            try (var call = RunningBrandy.start(alice, calling.toArray(String[]::new))) {
                assertThat(call.exit()).as(call + "\n" + answer).isEqualTo(exit);
                assertThat(answer.exit()).as(answer.toString()).isZero();
                EventContract.holds(call.events());
                EventContract.holds(answer.events());
                return new Ended(answer, call);
            }
        }
    }

    @Test
    @DisplayName(
            "ANON-01 ANON-07 a home without identity is enough to call without a name; the callee knows that it is so")
    void caller() throws Exception {
        var empty = folder.resolve("empty");
        var ended = call(People.bob(folder), empty, List.of(), List.of("--anonymous"), 0);
        assertThat(ended.alice().security().text("level")).isEqualTo("confidential");
        assertThat(ended.alice().security().text("peer")).isEqualTo(People.BOB);
        assertThat(ended.bob().security().text("level")).isEqualTo("confidential");
        assertThat(ended.bob().security().text("trust")).isEqualTo("anonymous");
        assertThat(ended.bob().security().text("peer")).isEqualTo(NOBODY);
        assertThat(Files.exists(empty.resolve("identities"))).isFalse();
    }

    @Test
    @DisplayName("ANON-11 who is called may answer without a name; no key of theirs is needed")
    void callee() throws Exception {
        var ended = call(
                folder.resolve("empty"),
                People.alice(folder),
                List.of("--anonymous", "--as", People.BOB),
                List.of(),
                0);
        assertThat(ended.alice().security().text("trust")).isEqualTo("anonymous");
        assertThat(ended.alice().security().text("peer")).isEqualTo(NOBODY);
        assertThat(ended.bob().security().text("peer")).isEqualTo(People.ALICE);
    }

    @Test
    @DisplayName(
            "ANON-13 ANON-14 answer --no-anonymous: the caller ends with 4 and the reason, and calls no second time")
    void refused() throws Exception {
        var ended =
                call(People.bob(folder), People.alice(folder), List.of("--no-anonymous"), List.of("--anonymous"), 4);
        var end = ended.alice().events("call.ended").getFirst();
        assertThat(end.number("status")).isEqualTo(433);
        assertThat(ended.alice().security().texts("reasons")).containsExactly("anonymity-disallowed");
        assertThat(ended.bob().security().texts("reasons")).containsExactly("anonymity-disallowed");
        assertThat(ended.alice().events("call.signal"))
                .filteredOn(it ->
                        it.text("method").equals("INVITE") && it.text("sent").equals("true"))
                .hasSize(1);
        assertThat(ended.alice().events("error").getLast().text("message"))
                .contains("anonymity-disallowed", "Anonymity Disallowed (433)");
    }

    @Test
    @DisplayName("ANON-17 answer --no-anonymous=403: the caller learns nothing but that it is declined")
    void refusedSilently() throws Exception {
        var ended = call(
                People.bob(folder), folder.resolve("empty"), List.of("--no-anonymous=403"), List.of("--anonymous"), 3);
        assertThat(ended.alice().events("call.ended").getFirst().number("status"))
                .isEqualTo(403);
        assertThat(ended.alice().toString()).doesNotContain("anonymity-disallowed");
        assertThat(ended.bob().security().texts("reasons")).containsExactly("anonymity-disallowed");
    }

    @Test
    @DisplayName("ANON-13 answer --no-anonymous takes the calls of those who give their name")
    void named() throws Exception {
        var ended = call(People.bob(folder), People.alice(folder), List.of("--no-anonymous"), List.of(), 0);
        assertThat(ended.bob().security().text("peer")).isEqualTo(People.ALICE);
    }

    @ParameterizedTest
    @DisplayName("ANON-08 what would be known again in the next call does not go with --anonymous")
    @ValueSource(
            strings = {
                "--from sip:alice@example.com",
                "--cert a.pem --key b.pem",
                "--x5u https://example.com/alice.cer",
                "--publish https:127.0.0.1:0"
            })
    void excluded(String options) throws Exception {
        var arguments = new ArrayList<>(List.of("call", "sips:bob@127.0.0.1:5061", "--anonymous"));
        arguments.addAll(List.of(options.split(" ")));
        try (var call = RunningBrandy.run(folder.resolve("empty"), arguments.toArray(String[]::new))) {
            assertThat(call.failedWith(2)).contains("--anonymous", options.split(" ")[0], "exclude each other");
        }
    }

    @Test
    @DisplayName("a wrong status, and an answer without a name for nobody, are said in a line")
    void wrong() throws Exception {
        try (var answer = RunningBrandy.run(People.bob(folder), "answer", "--no-anonymous=500")) {
            assertThat(answer.failedWith(2)).contains("'500' is not one of 433, 403");
        }
        try (var answer = RunningBrandy.run(folder.resolve("empty"), "answer", "--anonymous")) {
            assertThat(answer.failedWith(2)).contains("--as");
        }
    }
}
