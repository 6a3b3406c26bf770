package org.sipbrandy.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    private Path folder;

    private long files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    @DisplayName("looking for obstacles leaves nothing behind; a folder and a missing folder are obstacles")
    void obstacles() throws IOException {
        assertThat(new ReportFile(folder.resolve("a.html")).obstacle()).isEmpty();
        assertThat(files()).isZero();
        assertThat(new ReportFile(folder).obstacle())
                .hasValueSatisfying(
                        line -> assertThat(line).contains("it is a folder").doesNotContain("\n"));
        assertThat(new ReportFile(folder.resolve("none/a.html")).obstacle())
                .hasValueSatisfying(line -> assertThat(line).endsWith("there is no such folder"));
    }

    @Test
    @DisplayName("a page replaces an older one whole, and leaves no other file")
    void replaces() throws IOException {
        var file = folder.resolve("a.html");
        Files.writeString(file, "older");
        new ReportFile(file).write("newer");
        assertThat(file).content().isEqualTo("newer");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    @DisplayName("what cannot be written is one line, and nothing is left")
    void fails() throws IOException {
        var file = folder.resolve("none/a.html");
        assertThatThrownBy(() -> new ReportFile(file).write("page"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write");
        assertThat(files()).isZero();
    }

    @Test
    @DisplayName("pages of further calls are numbered")
    void numbers() throws IOException {
        var file = new ReportFile(folder.resolve("a.html"));
        file.number(1).write("1");
        file.number(2).write("2");
        assertThat(folder.resolve("a.html")).content().isEqualTo("1");
        assertThat(folder.resolve("a-2.html")).content().isEqualTo("2");
    }
}
