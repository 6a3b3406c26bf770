package org.sipbrandy.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Comes last in the reactor, so that the reports of all other modules are there, and writes docs/conformance.md. */
class ConformanceReportTest {
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/spec/requirements.md"))) {
            folder = java.util.Objects.requireNonNull(folder.getParent(), "not in a checkout");
        }
        return folder;
    }

    @Test
    @DisplayName("each test names rows that exist, and the page of rows and tests is written")
    void writesThePage() throws IOException {
        var rows = Matrix.read(root().resolve("docs/spec/requirements.md"));
        var cases = TestRun.read(root());
        var unknown = new TreeSet<String>();
        cases.forEach(
                one -> one.ids().stream().filter(id -> !rows.containsKey(id)).forEach(unknown::add));
        assertThat(rows).hasSizeGreaterThan(400);
        assertThat(unknown)
                .as("IDs in test names that the matrix does not have")
                .isEmpty();
        boolean wholeReactor = List.of("sdp", "sip", "stir", "ice", "srtp", "dtls", "call", "testkit").stream()
                .allMatch(module -> Files.isDirectory(root().resolve(module).resolve("target/surefire-reports")));
        if (wholeReactor) {
            Files.writeString(root().resolve("docs/conformance.md"), Report.write(rows, cases));
        }
    }

    @Test
    @DisplayName("a row without tests is not yet shown, a failed test is said to fail")
    void says() {
        var rows = Map.of("SDP-01", new Matrix.Row("SDP-01", "MUST", "text"));
        assertThat(Report.write(rows, List.of())).contains("| SDP-01 | MUST | text | not yet |");
        var failed = new TestRun.Case("SomeTest", List.of("SDP-01"), "does it", TestRun.Outcome.FAILED);
        assertThat(Report.write(rows, List.of(failed))).contains("**fails**: SomeTest: does it");
    }

    @Test
    @DisplayName("the README's supported and unsupported groups are groups of the matrix")
    void readmeAgrees() throws IOException {
        var readme = Files.readString(root().resolve("README.md"));
        assertThat(readme).contains("## Supported", "## Not supported yet", "./brandy demo", "mvn verify");
        var groups = new TreeSet<String>();
        Matrix.read(root().resolve("docs/spec/requirements.md")).values().forEach(row -> groups.add(row.group()));
        var named = new TreeSet<String>();
        var matcher =
                java.util.regex.Pattern.compile("\\[([A-Z]+(?:-[A-Z]+)?)\\]").matcher(readme);
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertThat(groups).containsAll(named);
        assertThat(named).contains("MSEC", "CONN", "STIR-VS", "ICE", "CONSENT", "DTLS", "SRTP", "ANON", "RELAY");
    }
}
