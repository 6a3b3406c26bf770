package org.sipbrandy.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code brandy completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script with which a shell completes commands and options.",
        footer = {
            "",
            "bash: source <(brandy completion bash)",
            "zsh:  source <(brandy completion zsh)",
            "fish: brandy completion fish | source"
        })
final class CompletionCommand implements Runnable {
    @Parameters(paramLabel = "bash|zsh|fish", description = "which shell")
    private String shell = "";

    @Override
    public void run() {
        var program = new CommandLine(new Brandy());
        switch (shell) {
            case "bash", "zsh" -> System.out.println(AutoComplete.bash("brandy", program));
            case "fish" -> FishCompletion.of(program).forEach(System.out::println);
            default -> throw new Failure(ExitCode.USAGE, "'" + shell + "' is not one of bash, zsh, fish");
        }
    }
}
