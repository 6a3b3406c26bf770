package org.sipbrandy.cli.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sipbrandy.call.evidence.Reason;

/**
 * What a reason means and what to do about it, in the words of the user guide: docs/guide/reasons.md itself is read, so
 * that guide and program say the same. Commands stand between backticks.
 */
public record Advice(String meaning, String action) {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (.+) \\| (.+) \\|");

    private static final Map<Reason, Advice> ALL = read();

    /** The guide's line for a reason. */
    public static Optional<Advice> of(Reason reason) {
        return Optional.ofNullable(ALL.get(reason));
    }

    private static Map<Reason, Advice> read() {
        var all = new EnumMap<Reason, Advice>(Reason.class);
        try (InputStream in = Advice.class.getResourceAsStream("reasons.md")) {
            if (in == null) {
                throw new IllegalStateException("the guide's reasons.md is not among the program's resources");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                var row = ROW.matcher(line.strip());
                if (row.matches()) {
                    Reason.of(row.group(1))
                            .ifPresent(reason -> all.put(reason, new Advice(row.group(2), row.group(3))));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
