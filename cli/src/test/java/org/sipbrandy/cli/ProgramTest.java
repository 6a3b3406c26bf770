package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The program as a whole: help, version, completion. */
class ProgramTest {
    @TempDir
    Path folder;

    private String run(String... arguments) throws Exception {
        try (var brandy = RunningBrandy.run(folder.resolve("home"), arguments)) {
            assertThat(brandy.exit()).as(brandy.toString()).isZero();
            assertThat(brandy.err()).isEmpty();
            return String.join("\n", brandy.out());
        }
    }

    /** Every command, the program itself included. */
    private static List<CommandLine> commands(CommandLine from) {
        var list = new ArrayList<>(List.of(from));
        from.getSubcommands().values().forEach(sub -> list.addAll(commands(sub)));
        return list;
    }

    @Test
    @DisplayName("--version says what runs, on which Java, with which ciphers, and makes no home")
    void version() throws Exception {
        assertThat(run("--version")).contains("brandy ", "Java ", "SRTP");
        assertThat(Files.exists(folder.resolve("home"))).isFalse();
    }

    @Test
    @DisplayName("every command and every option explains itself")
    void help() throws Exception {
        for (CommandLine command : commands(new CommandLine(new Brandy()))) {
            var spec = command.getCommandSpec();
            assertThat(String.join("", spec.usageMessage().description()))
                    .as(spec.qualifiedName())
                    .isNotBlank();
            for (var option : spec.options()) {
                assertThat(String.join("", option.description()))
                        .as("%s %s", spec.qualifiedName(), option.longestName())
                        .isNotBlank();
            }
            for (var parameter : spec.positionalParameters()) {
                assertThat(String.join("", parameter.description()))
                        .as("%s %s", spec.qualifiedName(), parameter.paramLabel())
                        .isNotBlank();
            }
        }
        assertThat(run("--help")).contains("demo", "identity", "call", "answer", "trust", "completion", "--home");
        assertThat(run("demo", "--help")).contains("--scenario", "--keep");
        assertThat(run()).isEqualTo(run("--help"));
    }

    private String bash(String script, String words, int at) throws Exception {
        var file = Files.writeString(folder.resolve("completion"), script);
        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + file + "; COMP_WORDS=(" + words + "); COMP_CWORD=" + at
                                + "; _complete_brandy; echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }

    @Test
    @DisplayName("bash completes commands, their commands and their options")
    void bashCompletes() throws Exception {
        String script = run("completion", "bash");
        assertThat(bash(script, "brandy ident", 1)).contains("identity");
        assertThat(bash(script, "brandy identity ex", 2)).contains("export");
        assertThat(bash(script, "brandy demo --sc", 2)).contains("--scenario");
        assertThat(bash(script, "brandy call --pol", 2)).contains("--policy");
        assertThat(run("completion", "zsh")).contains("bashcompinit", "_complete_brandy");
    }

    @Test
    @DisplayName("fish is told of every command and of every option of each")
    void fishCompletes() throws Exception {
        var script = List.of(run("completion", "fish").split("\n"));
        for (CommandLine command : commands(new CommandLine(new Brandy()))) {
            var spec = command.getCommandSpec();
            String last =
                    spec.parent() == null ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + spec.name();
            for (String sub : command.getSubcommands().keySet()) {
                assertThat(script).anySatisfy(line -> assertThat(line).contains(last, "-a " + sub));
            }
            for (var option : spec.options()) {
                if (spec.parent() != null && !option.hidden()) {
                    String name = option.longestName().substring(2);
                    assertThat(script).anySatisfy(line -> assertThat(line).contains(last, "-l " + name, "-d "));
                }
            }
        }
        assertThat(script).allSatisfy(line -> assertThat(line).startsWith("complete -c brandy "));
    }
}
