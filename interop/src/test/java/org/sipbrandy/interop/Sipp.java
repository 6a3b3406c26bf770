package org.sipbrandy.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.awaitility.Awaitility;

/** SIPp with a scenario of ours: what it receives in another order, or without what the scenario asks for, fails it. */
final class Sipp implements AutoCloseable {
    private final Program program;
    private final Path folder;
    private final int port;

    private Sipp(Program program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /** Waits for one call; returns once it listens. */
    static Sipp callee(Path folder, String scenario, String transport) {
        int port = freePort();
        var sipp = start(folder, scenario, transport, port, 1, List.of());
        Awaitility.await("SIPp listens").atMost(Program.PATIENCE).until(() -> {
            if (sipp.program.exitCode().isPresent()) {
                throw new AssertionError("SIPp did not start" + sipp.transcript());
            }
            return listens(transport, port);
        });
        return sipp;
    }

    /** Calls so many times, five a second. */
    static Sipp caller(Path folder, String scenario, String transport, int destination, int calls) {
        return start(
                folder,
                scenario,
                transport,
                freePort(),
                calls,
                List.of("-r", "5", "-s", "bob", "127.0.0.1:" + destination));
    }

    private static Sipp start(
            Path folder, String scenario, String transport, int port, int calls, List<String> further) {
        var command = new ArrayList<>(List.of("sipp", "-sf", resource(scenario).toString()));
        command.addAll(List.of("-i", "127.0.0.1", "-p", String.valueOf(port), "-t", transport.charAt(0) + "1"));
        command.addAll(List.of("-m", String.valueOf(calls), "-nostdin", "-timeout", "50s", "-timeout_error"));
        command.addAll(List.of(
                "-trace_msg",
                "-message_file",
                folder.resolve(port + ".messages").toString()));
        command.addAll(List.of(
                "-trace_err", "-error_file", folder.resolve(port + ".errors").toString()));
        command.addAll(further);
        return new Sipp(Program.start(Host.LOOPBACK, folder, command), folder, port);
    }

    private static Path resource(String scenario) {
        try {
            return Path.of(Objects.requireNonNull(Sipp.class.getResource("/sipp/" + scenario + ".xml"), scenario)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A port that is free for UDP and TCP. SIPp does not tell which one it took, so it is not left to choose. */
    private static int freePort() {
        for (int attempt = 0; ; attempt++) {
            try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
                return udp.getLocalPort();
            } catch (IOException e) {
                if (attempt == 20) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Whether somebody has that port on 127.0.0.1, as the kernel lists it. */
    private static boolean listens(String transport, int port) throws IOException {
        String local = String.format(Locale.ROOT, " 0100007F:%04X 00000000:0000 ", port);
        return Files.readAllLines(Path.of("/proc/net", transport)).stream().anyMatch(line -> line.contains(local));
    }

    int port() {
        return port;
    }

    /** 0 if every call went as the scenario says. */
    int awaitExit() {
        return program.awaitExit();
    }

    /** Why it failed and every message, for the message of a failed test. */
    String transcript() {
        var text = new StringBuilder();
        for (String kind : List.of(".errors", ".messages")) {
            try {
                text.append("\nSIPp's ").append(kind).append('\n');
                // not UTF-8 where a certificate is part of a message
                text.append(
                        Files.readString(folder.resolve(port + kind), java.nio.charset.StandardCharsets.ISO_8859_1));
            } catch (IOException _) {
                text.append("none");
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        program.close();
    }
}
