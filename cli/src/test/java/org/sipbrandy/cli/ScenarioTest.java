package org.sipbrandy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of the demo, with its two agents in processes of their own and the attacker's sockets in this one. */
class ScenarioTest {
    static Stream<String> names() {
        return Scenario.wrong().stream().map(Scenario::word);
    }

    @ParameterizedTest
    @DisplayName("brandy demo --scenario ends as it must")
    @MethodSource("names")
    void endsAsItMust(String name) throws Exception {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        try (var demo =
                new Demo(Scenario.of(name).orElseThrow(), new DemoNarrator(out, false), Optional.empty(), List.of())) {
            var code = demo.run();
            String text = said.toString(StandardCharsets.UTF_8);
            assertThat(code).as(text).isEqualTo(ExitCode.DONE);
            assertThat(text).contains("As it must be", "Without that check").doesNotContain("NOT as");
        }
    }
}
