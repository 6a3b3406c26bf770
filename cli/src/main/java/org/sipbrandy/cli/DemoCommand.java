package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code brandy demo}: Alice calls Bob, two agents in two processes with a home each. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The main job in one command: Alice calls Bob, both speak, and both say how well they were protected.",
            "Two agents in two processes, with fresh keys and a temporary home each; nothing stays behind."
        },
        footer = {
            "",
            "Exit code 0 when the call was confidential on both sides and each heard what the other said;",
            "with --scenario, when it ended as it must."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--json", description = "both sides' events, one JSON object a line")
    private boolean json;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "the same call with one thing wrong; 'list' names them")
    private @Nullable String scenario;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "keep what was said and heard in that folder: alice.wav, bob-heard.wav, bob.wav, alice-heard.wav")
    private @Nullable Path keep;

    @Option(names = "--report", paramLabel = "FILE.html", description = "a page about the call, as both sides saw it")
    private @Nullable Path report;

    @Override
    public Integer call() throws InterruptedException {
        if (scenario != null && scenario.equals("list")) {
            for (Scenario one : Scenario.wrong()) {
                System.out.printf("%-28s %s%n", one.word(), one.description());
            }
            return 0;
        }
        var chosen = scenario == null
                ? Scenario.PLAIN
                : Scenario.of(scenario)
                        .orElseThrow(() -> new Failure(
                                ExitCode.USAGE,
                                "there is no scenario '" + scenario + "'; see: brandy demo --scenario list"));
        var page = SessionOptions.report(report);
        var teller = json ? new DemoJson(System.out) : new DemoNarrator(System.out, colourful());
        try (var listener = new DemoReport(teller, page);
                var demo = new Demo(chosen, listener, Optional.ofNullable(keep), List.of())) {
            var hook = Interruption.install(() -> {
                demo.close();
                listener.close();
            });
            try {
                return demo.run().number();
            } finally {
                hook.remove();
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "the demo cannot write its files: " + e.getMessage());
        }
    }

    /** Colour where the terminal has it and nobody objects (no-color.org). */
    private static boolean colourful() {
        return System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
    }
}
