package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipbrandy.call.CallEvent;
import org.sipbrandy.cli.report.ReportFile;

class ReportOptionTest {
    @TempDir
    private Path folder;

    private static ReportingWatcher watcher(Path file) {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new ReportingWatcher(new JsonWatcher(out), Optional.of(new ReportFile(file)));
    }

    @Test
    @DisplayName("a report that cannot be written is exit code 2 and one line, before there is a call")
    void unwritable() {
        var before = System.err;
        var bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(Brandy.run(
                            "demo", "--report", folder.resolve("none/x.html").toString()))
                    .isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .satisfies(line ->
                        assertThat(line).startsWith("brandy: cannot write ").endsWith("no such folder"));
    }

    @Test
    @DisplayName("the page is there when the call has ended, and one for each call")
    void written() {
        var file = folder.resolve("call.html");
        var events = VirtualCall.confidential().caller();
        try (var watcher = watcher(file)) {
            for (String id : List.of("call-1", "call-2")) {
                var call = watcher.call();
                events.forEach(event -> call.event(id, event, ""));
            }
            assertThat(file).content().contains("Confidential: only sip:bob@example.com");
            assertThat(folder.resolve("call-2.html")).exists();
        }
    }

    @Test
    @DisplayName("a call that is cut off in the middle leaves a page about what was told")
    void cutOff() {
        var file = folder.resolve("call.html");
        try (var watcher = watcher(file)) {
            var call = watcher.call();
            for (CallEvent event : VirtualCall.confidential().caller()) {
                if (event instanceof CallEvent.Established) {
                    break;
                }
                call.event("call-1", event, "");
            }
            assertThat(Files.exists(file)).isFalse();
        }
        assertThat(file).content().contains("INVITE", "not told");
    }
}
