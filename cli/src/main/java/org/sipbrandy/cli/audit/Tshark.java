package org.sipbrandy.cli.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sipbrandy.cli.audit.capture.CaptureException;
import org.sipbrandy.cli.audit.capture.CaptureFile;
import org.sipbrandy.cli.audit.capture.Packet;

/**
 * Has an installed tshark decrypt TLS with a key log, and reads the messages of SIP that it finds. They come through a
 * pipe: nothing that was decrypted touches the disk.
 */
final class Tshark {
    private static final int LAST_WORDS_SECONDS = 10;

    private final String program;

    Tshark(String program) {
        this.program = program;
    }

    /**
     * Gives the messages in a capture that were sent over TLS.
     *
     * @param ports on which TLS was seen; SIP is looked for on those
     * @throws MissingProgram if tshark is not installed
     */
    void decrypt(Path capture, Path keyLog, Set<Integer> ports, Consumer<Packet> out) throws IOException {
        var process = start(command(capture, keyLog, ports));
        try (var messages = CaptureFile.open(process.getInputStream(), "what tshark writes")) {
            for (var next = messages.next(); next.isPresent(); next = messages.next()) {
                out.accept(next.get());
            }
        } catch (CaptureException e) {
            throw new CaptureException("tshark could not read " + capture + " with " + keyLog);
        } finally {
            end(process);
        }
    }

    private List<String> command(Path capture, Path keyLog, Set<Integer> ports) {
        var command = new ArrayList<>(List.of(program, "-n", "-r", capture.toString()));
        command.addAll(List.of("-o", "tls.keylog_file:" + keyLog.toAbsolutePath()));
        for (int port : ports) {
            command.addAll(List.of("-d", "tls.port==" + port + ",sip"));
        }
        command.addAll(List.of("-U", "OSI layer 7", "-Y", "tls", "-w", "-"));
        return command;
    }

    private Process start(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new MissingProgram(
                    "--keylog needs tshark, which is not installed (Debian: apt-get install tshark)", e);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
