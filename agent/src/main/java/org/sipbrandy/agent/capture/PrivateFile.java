package org.sipbrandy.agent.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read: they hold secrets. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** Opens with mode 0600; a file that is there already becomes private, too. Devices and pipes stay as they are. */
    static OutputStream open(Path file, StandardOpenOption how) throws IOException {
        Set<? extends OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        try {
            if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return Channels.newOutputStream(Files.newByteChannel(file, options));
            }
            if (Files.isRegularFile(file)) {
                Files.setPosixFilePermissions(file, OWNER);
            }
            FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(OWNER);
            return Channels.newOutputStream(Files.newByteChannel(file, options, owner));
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** What went wrong, without the file's name. */
    static String reason(IOException fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException it when it.getReason() != null -> it.getReason();
            default -> fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        };
    }
}
