package org.sipbrandy.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** coturn as a STUN and TURN server over UDP, TCP and TLS, for the user alice with the password in {@link #password}. */
final class Coturn implements AutoCloseable {
    static final int PORT = 3478;
    static final int TLS_PORT = 5349;
    static final String USER = "alice";

    private static final String PASSWORD = "correct horse battery";

    private final Program program;

    private Coturn(Program program) {
        this.program = program;
    }

    /** Starts it there; it is ready when this returns. */
    static Coturn start(Host host, Path folder, Certificates.Pair certificate) {
        var command =
                new ArrayList<>(List.of("stdbuf", "-oL", "turnserver", "-n", "--log-file=stdout", "--no-cli", "-v"));
        command.addAll(List.of("--listening-ip=" + host.address(), "--relay-ip=" + host.address()));
        command.addAll(List.of("--listening-port=" + PORT, "--tls-listening-port=" + TLS_PORT));
        command.addAll(List.of("--lt-cred-mech", "--user=" + USER + ":" + PASSWORD, "--realm=brandy.test"));
        command.addAll(List.of("--cert=" + certificate.certificate(), "--pkey=" + certificate.key()));
        command.addAll(List.of(
                "--stale-nonce=600",
                "--pidfile=" + folder.resolve("turnserver.pid"),
                "--userdb=" + folder.resolve("turndb"),
                "--no-software-attribute"));
        var program = Program.start(host, folder, command);
        program.awaitLine(line -> line.contains("Total General servers"));
        return new Coturn(program);
    }

    /** A file with the password. */
    static Path password(Path folder) {
        try {
            return java.nio.file.Files.writeString(folder.resolve("turn-password"), PASSWORD + "\n");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What it wrote, for the message of a failed test. */
    String transcript() {
        return program.transcript();
    }

    @Override
    public void close() {
        program.close();
    }
}
