package org.sipbrandy.cli;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sipbrandy.agent.ice.IceSettings;
import picocli.CommandLine.Option;

/** The options that say how network paths for the media are found. */
final class PathOptions {
    private static final int MAX_PASSWORD_FILE = 1024;

    @Option(
            names = "--stun",
            paramLabel = "HOST[:PORT]",
            description = "ask this server how the network sees us; may be repeated")
    private List<String> stun = List.of();

    @Option(
            names = "--turn",
            paramLabel = "URI",
            description = "relay through this server where nothing else works: turn:HOST[:PORT][?transport=udp|tcp],"
                    + " turns:HOST[:PORT]; may be repeated")
    private List<String> turn = List.of();

    @Option(names = "--turn-user", paramLabel = "U", description = "user name for the --turn servers")
    private @Nullable String turnUser;

    @Option(names = "--turn-password-file", paramLabel = "F", description = "file with the password for them")
    private @Nullable Path turnPasswordFile;

    @Option(
            names = "--relay-only",
            description = "media go through the --turn servers only, so that the other side does not learn our address")
    private boolean relayOnly;

    @Option(names = "--ice-interface", paramLabel = "IF", description = "media use this network interface only")
    private @Nullable String networkInterface;

    /** What they say. */
    IceSettings settings() {
        var settings = IceSettings.hostsOnly();
        try {
            for (String server : stun) {
                settings = settings.withStun(server.startsWith("stun:") ? server : "stun:" + server);
            }
            if (!turn.isEmpty()) {
                if (turnUser == null || turnPasswordFile == null) {
                    throw new Failure(ExitCode.USAGE, "--turn wants --turn-user and --turn-password-file");
                }
                String password = password(turnPasswordFile);
                for (String server : turn) {
                    settings = settings.withTurn(server, turnUser, password);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        if (relayOnly && turn.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "--relay-only wants a --turn server to relay through");
        }
        if (networkInterface != null) {
            settings = settings.withInterface(existing(networkInterface));
        }
        return settings.withRelayOnly(relayOnly);
    }

    /** The first line. */
    private static String password(Path file) {
        try {
            if (Files.size(file) > MAX_PASSWORD_FILE) {
                throw new Failure(ExitCode.USAGE, file + " is too long for a password");
            }
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "cannot read the TURN password from " + file);
        }
    }

    private static String existing(String name) {
        try {
            if (NetworkInterface.getByName(name) != null) {
                return name;
            }
        } catch (SocketException _) {
            // As if it were not there.
        }
        throw new Failure(ExitCode.USAGE, "there is no network interface '" + name + "'");
    }
}
