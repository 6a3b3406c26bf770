package org.sipbrandy.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder in which an agent's state lives.
 *
 * @param tokens opens the tokens of keys that are in none of its files
 */
public record Home(Path folder, Tokens tokens) {

    /** {@code --home}, else {@code $BRANDY_HOME}, else {@code $XDG_CONFIG_HOME/brandy}, else {@code ~/.config/brandy}. */
    public static Home resolve(Optional<Path> option, Map<String, String> environment) {
        if (option.isPresent()) {
            return open(option.get());
        }
        String own = environment.getOrDefault("BRANDY_HOME", "");
        if (!own.isEmpty()) {
            return open(Path.of(own));
        }
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = config.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(config);
        return open(base.resolve("brandy"));
    }

    /** Opens a folder, and makes it, readable by its owner alone, if it is not there. */
    public static Home open(Path folder) {
        makeFolder(folder);
        return new Home(folder, new Tokens(_ -> Optional.empty()));
    }

    /** The same, asking for PINs. */
    public Home withTokens(Tokens asking) {
        return new Home(folder, asking);
    }

    /** The identities. */
    public IdentityFolder identities() {
        return new IdentityFolder(folder.resolve("identities"), tokens);
    }

    /** The database of known peers and accepted tokens, to be closed. */
    public Database database() {
        return Database.file(folder.resolve("brandy.db"));
    }

    /**
     * What tells agents of this folder from others: a URN made when it is first asked for (RFC 5626 §4.1). Two that use one
     * folder at the same time are one to a registrar.
     */
    public String instance() {
        var file = folder.resolve("instance");
        try {
            if (Files.exists(file)) {
                var urn = "urn:uuid:"
                        + UUID.fromString(Files.readString(file).strip().replaceFirst("^urn:uuid:", ""));
                return urn;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new HomeException("cannot read the instance in " + file + "; delete it to get a new one", e);
        }
        var urn = "urn:uuid:" + UUID.randomUUID();
        write(file, urn + "\n", false);
        return urn;
    }

    static void makeFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new HomeException("cannot use the folder " + folder + ": " + e.getMessage(), e);
        }
        if (!Files.isWritable(folder)) {
            throw new HomeException("cannot write to the folder " + folder);
        }
    }

    /** Writes a file whole or not at all; a secret one is readable by its owner alone from the first byte. */
    static void write(Path file, String content, boolean secret) {
        try {
            var mode = PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--"));
            var temporary = Files.createTempFile(file.getParent(), ".new", "", mode);
            Files.writeString(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HomeException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a private key, and refuses one that others may read, as ssh does. */
    static String readSecret(Path file) {
        try {
            var mode = Files.getPosixFilePermissions(file);
            if (mode.stream().anyMatch(p -> !p.name().startsWith("OWNER"))) {
                throw new HomeException(
                        "the private key " + file + " may be read by others; mend it with: chmod 600 " + file);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new HomeException("cannot read the private key " + file + ": " + e.getMessage(), e);
        }
    }
}
