package org.sipbrandy.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Where a report goes: it is there whole, or not at all. */
public final class ReportFile {
    private final Path file;

    public ReportFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** What stands in the way of writing it, as one line; found out before the call, when it can still be mended. */
    public Optional<String> obstacle() {
        if (Files.isDirectory(file)) {
            return Optional.of("cannot write " + file + ": it is a folder");
        }
        if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
            return Optional.of("cannot write " + file + ": it is not a file that may be written");
        }
        var probe = beside();
        try {
            Files.writeString(probe, "", StandardOpenOption.CREATE_NEW);
            Files.delete(probe);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot write " + file + ": " + why(e));
        }
    }

    /** The report of the n-th call: the file itself for the first, then {@code NAME-2.html} and so on. */
    public ReportFile number(int n) {
        if (n == 1) {
            return this;
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return new ReportFile(
                file.resolveSibling(dot > 0 ? name.substring(0, dot) + "-" + n + name.substring(dot) : name + "-" + n));
    }

    /** @throws IOException if it cannot be written; then nothing of it is there, and what was there before still is */
    public void write(String page) throws IOException {
        var temporary = beside();
        try {
            Files.writeString(temporary, page, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException _) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw new IOException("cannot write " + file + ": " + why(e), e);
        }
    }

    private Path beside() {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    private static String why(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "there is no such folder";
            case java.nio.file.AccessDeniedException _ -> "it is not allowed";
            default -> String.valueOf(e.getMessage());
        };
    }
}
