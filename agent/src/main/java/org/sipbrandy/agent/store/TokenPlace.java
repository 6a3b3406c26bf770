package org.sipbrandy.agent.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * Where a key is that stays in its PKCS #11 token.
 *
 * @param library the module that speaks to the token, a shared library
 * @param slot its slot; the first one with a token, if empty
 * @param alias the label of key and certificate; the only key of the token, if empty
 * @param pinFile a file whose first line is the PIN; asked for, if empty
 */
public record TokenPlace(Path library, OptionalLong slot, Optional<String> alias, Optional<Path> pinFile) {

    public TokenPlace {
        library = library.toAbsolutePath();
        pinFile = pinFile.map(Path::toAbsolutePath);
        if (library.toString().chars().anyMatch(c -> c < ' ' || c == '"')) {
            throw new IllegalArgumentException("a file name that a configuration cannot hold");
        }
    }

    Properties properties() {
        var all = new Properties();
        all.setProperty("library", library.toString());
        slot.ifPresent(it -> all.setProperty("slot", Long.toString(it)));
        alias.ifPresent(it -> all.setProperty("alias", it));
        pinFile.ifPresent(it -> all.setProperty("pin-file", it.toString()));
        return all;
    }

    static TokenPlace of(Properties all) {
        String slot = all.getProperty("slot", "");
        return new TokenPlace(
                Path.of(all.getProperty("library", "")),
                slot.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(slot)),
                Optional.ofNullable(all.getProperty("alias")),
                Optional.ofNullable(all.getProperty("pin-file")).map(Path::of));
    }

    @Override
    public String toString() {
        return library + (slot.isPresent() ? " slot " + slot.getAsLong() : "");
    }
}
