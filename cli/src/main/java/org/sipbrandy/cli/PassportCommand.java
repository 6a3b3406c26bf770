package org.sipbrandy.cli;

import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.Home;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code brandy passport}: tokens and signed requests, in files or on stdin. */
@Command(
        name = "passport",
        mixinStandardHelpOptions = true,
        description = "Reads, verifies and makes PASSporTs.",
        subcommands = {PassportDecode.class, PassportVerify.class, PassportSign.class})
final class PassportCommand implements Runnable {
    @ParentCommand
    private @Nullable Brandy brandy;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    Home home() {
        return java.util.Objects.requireNonNull(brandy).home();
    }

    @Override
    public void run() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
    }
}
