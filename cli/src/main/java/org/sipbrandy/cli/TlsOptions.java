package org.sipbrandy.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.net.TlsIdentity;
import org.sipbrandy.agent.store.TlsFiles;
import picocli.CommandLine.Option;

/** The options of the agent's own certificate for TLS, which has nothing to do with who signs. */
final class TlsOptions {
    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "certificate for TLS, in PEM (default: a generated one)")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "its key, in PEM")
    private @Nullable Path key;

    /** Whether the options name one. */
    boolean given() {
        return certificate != null || key != null;
    }

    /** As the options say; a new one, if they say nothing. */
    TlsIdentity identity() {
        if ((certificate == null) != (key == null)) {
            throw new Failure(ExitCode.USAGE, "--cert and --key go together");
        }
        return certificate != null && key != null ? TlsFiles.load(certificate, key) : TlsFiles.generate();
    }
}
