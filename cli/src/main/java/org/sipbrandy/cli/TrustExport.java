package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.store.PeerList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code brandy trust export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the known peers as text, a line a key, for another machine.")
final class TrustExport implements Callable<Integer> {
    @ParentCommand
    private @Nullable TrustCommand trust;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "where to (default: stdout)")
    private @Nullable Path file;

    @Override
    public Integer call() {
        String text;
        try (var database = Objects.requireNonNull(trust).database()) {
            text = PeerList.write(database.peers().list());
        }
        if (file == null) {
            System.out.print(text);
            return 0;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot write " + file + ": " + e.getMessage());
        }
        return 0;
    }
}
