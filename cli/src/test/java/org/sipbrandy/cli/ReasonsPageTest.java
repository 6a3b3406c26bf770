package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sipbrandy.call.evidence.Reason;

/** The page of reason codes. */
class ReasonsPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

    @Test
    @DisplayName("docs/guide/reasons.md has a row for each code, with a meaning and something to do, and no others")
    void eachHasItsRow() throws Exception {
        var codes = Files.readAllLines(Guide.folder().resolve("docs/guide/reasons.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .peek(row ->
                        assertThat(row.group(2).strip() + row.group(3).strip()).isNotBlank())
                .map(row -> row.group(1))
                .toList();
        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }
}
