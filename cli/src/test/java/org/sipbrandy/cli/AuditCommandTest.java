package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.call.evidence.Step;
import org.sipbrandy.stir.passport.Json;

/** {@code brandy audit} as a process, on what {@code --pcap} wrote of a real call. */
class AuditCommandTest {
    @TempDir
    private Path folder;

    private Path captured() throws Exception {
        var alice = People.alice(folder);
        var bob = People.bob(folder);
        var capture = folder.resolve("call.pcap");
        try (var answer = RunningBrandy.start(
                        bob, "answer", "--listen", "tls:127.0.0.1:0", "--echo", "--max-calls", "1", "--json");
                var call = RunningBrandy.start(
                        alice,
                        "call",
                        "sips:bob@127.0.0.1:" + answer.port(),
                        "--for",
                        "500ms",
                        "--pcap",
                        capture.toString(),
                        "--json")) {
            assertThat(call.exit()).as(call + "\n" + answer).isZero();
        }
        return capture;
    }

    private static List<String> words(Json.Members call, String member) {
        assertThat(call.member("steps")).containsInstanceOf(Json.Array.class);
        return call.member("steps").map(it -> ((Json.Array) it).elements()).orElseThrow().stream()
                .map(step -> new EventLine((Json.Members) step).text(member))
                .toList();
    }

    @Test
    @DisplayName("our own capture: every step in text, in JSON and on the page; exit code 0")
    void own() throws Exception {
        var capture = captured().toString();
        var page = folder.resolve("audit.html");
        try (var text = RunningBrandy.run(folder, "audit", capture, "--html", page.toString())) {
            assertThat(text.exit()).as(text.toString()).isZero();
            assertThat(text.err()).isEmpty();
            assertThat(text.out()).anyMatch(line -> line.startsWith("Confidential, as far as can be seen: only "));
            assertThat(text.out().getLast()).startsWith("1 call in ");
            for (Step step : Step.values()) {
                assertThat(text.out()).anyMatch(line -> line.matches("[✓+] +\\d+ ms  " + step.word() + " +.*"));
            }
        }
        assertThat(Files.readString(page)).contains("sip:alice@example.com", "<svg", "</html>");
        try (var json = RunningBrandy.run(folder, "audit", capture, "--json")) {
            assertThat(json.exit()).isZero();
            assertThat(json.out()).hasSize(2);
            var call = EventLine.parse(json.out().getFirst());
            assertThat(call.name()).isEqualTo("audit.call");
            assertThat(call.call()).isNotEmpty();
            assertThat(call.time()).isNotNull();
            assertThat(call.text("level")).isEqualTo("confidential");
            assertThat(call.texts("reasons")).isEmpty();
            assertThat(call.text("caller")).isEqualTo("sip:alice@example.com");
            assertThat(call.text("callee_trust")).isEqualTo("first-use");
            assertThat(words(call.members(), "step"))
                    .containsExactlyElementsOf(java.util.Arrays.stream(Step.values())
                            .map(Step::word)
                            .toList());
            assertThat(words(call.members(), "result")).containsOnly("reached");
            assertThat(EventLine.parse(json.out().getLast()).name()).isEqualTo("audit.end");
        }
    }

    @Test
    @DisplayName("wrong input is one line and exit code 2; a capture without calls is none")
    void wrongInput() throws Exception {
        var text = Files.writeString(folder.resolve("text"), "this is no capture\n")
                .toString();
        var empty = Files.write(
                        folder.resolve("empty.pcap"),
                        org.sipbrandy.cli.audit.capture.Handmade.ethernet().octets())
                .toString();
        for (String[] wrong : new String[][] {
            {folder.resolve("none").toString()},
            {folder.toString()},
            {text},
            {empty, "--keylog", folder.resolve("none").toString()},
            {empty, "--trust", folder.resolve("none").toString()},
            {empty, "--html", folder.resolve("no/such/folder.html").toString()},
            {}
        }) {
            var all = new java.util.ArrayList<>(List.of("audit"));
            all.addAll(List.of(wrong));
            try (var run = RunningBrandy.run(folder, all.toArray(String[]::new))) {
                assertThat(run.exit()).as(run.toString()).isEqualTo(2);
                assertThat(run.err()).as(String.join(" ", wrong)).hasSize(1);
                assertThat(run.out()).isEmpty();
            }
        }
        try (var run = RunningBrandy.run(folder, "audit", empty)) {
            assertThat(run.exit()).isZero();
            assertThat(run.out()).containsExactly("0 calls in 0 packets");
        }
    }

    @Test
    @DisplayName("a key log without tshark is one line and exit code 69")
    void noTshark() throws Exception {
        var empty = Files.write(
                folder.resolve("empty.pcap"),
                org.sipbrandy.cli.audit.capture.Handmade.ethernet().octets());
        var keys = Files.writeString(folder.resolve("keys"), "");
        var script = Files.writeString(folder.resolve("brandy"), RunningBrandy.launcher());
        var errors = folder.resolve("errors").toFile();
        var builder = new ProcessBuilder(
                        "/bin/sh", script.toString(), "audit", empty.toString(), "--keylog", keys.toString())
                .redirectError(errors);
        builder.environment().put("PATH", folder.toString());
        var process = builder.start();
        try {
            assertThat(process.waitFor(RunningBrandy.SOON.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(69);
        assertThat(Files.readAllLines(errors.toPath()))
                .singleElement()
                .asString()
                .contains("needs tshark, which is not installed");
    }
}
