package org.sipbrandy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.UserAgentBuilder;
import org.sipbrandy.agent.capture.KeyLogFile;
import org.sipbrandy.agent.capture.PcapFile;
import org.sipbrandy.agent.capture.SipTraceFile;
import picocli.CommandLine.Option;

/** The options of tracing and the files that they write, which are closed together. */
final class Tracing implements AutoCloseable {
    private static final Consumer<String> TROUBLE = line -> System.err.println("brandy: " + line);

    @Option(names = "--trace-sip", paramLabel = "FILE", description = "every SIP message, as it was sent or received")
    private @Nullable Path traceSip;

    @Option(names = "--pcap", paramLabel = "FILE", description = "signalling and media as Wireshark reads them")
    private @Nullable Path pcap;

    @Option(
            names = "--keylog",
            paramLabel = "FILE",
            description = "keys of DTLS, in NSS format: whoever has them can listen")
    private @Nullable Path keyLog;

    private final List<AutoCloseable> open = new ArrayList<>();

    /**
     * Opens the files and has the agent write them.
     *
     * @throws Failure if one cannot be written
     */
    void of(UserAgentBuilder agent) {
        checkDistinct();
        try {
            if (traceSip != null) {
                agent.capture(keep(new SipTraceFile(traceSip, TROUBLE)));
            }
            if (pcap != null) {
                agent.capture(keep(new PcapFile(pcap, TROUBLE)));
            }
            if (keyLog != null) {
                agent.keyLog(keep(new KeyLogFile(keyLog, TROUBLE)));
                System.err.println("brandy: WARNING: the keys of this call are written to " + keyLog
                        + "; whoever reads that file can listen");
            }
        } catch (IOException e) {
            close();
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private void checkDistinct() {
        var seen = new HashSet<Path>();
        for (Path file : new @Nullable Path[] {traceSip, pcap, keyLog}) {
            if (file != null
                    && !isDevice(file)
                    && !seen.add(file.toAbsolutePath().normalize())) {
                throw new Failure(
                        ExitCode.USAGE, file + " is named twice; --trace-sip, --pcap and --keylog need a file each");
            }
        }
    }

    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    private <T extends AutoCloseable> T keep(T file) {
        open.add(file);
        return file;
    }

    /** Writes what waits and closes the files; more than once does no harm. */
    @Override
    public void close() {
        for (AutoCloseable file : open) {
            try {
                file.close();
            } catch (Exception e) {
                TROUBLE.accept(String.valueOf(e.getMessage()));
            }
        }
    }
}
