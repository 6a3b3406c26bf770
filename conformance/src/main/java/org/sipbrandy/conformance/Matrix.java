package org.sipbrandy.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The rows of docs/spec/requirements.md. */
public final class Matrix {
    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]+(?:-[A-Z]+)?-\\d+[a-z]?) \\| ([^|]*) \\| (.*)$");

    private Matrix() {}

    /** One row. */
    public record Row(String id, String level, String requirement) {
        /** The group, such as STIR-VS. */
        public String group() {
            return id.substring(0, id.lastIndexOf('-'));
        }
    }

    /** All rows, by ID, in the order of the file. */
    public static Map<String, Row> read(Path file) throws IOException {
        var rows = new LinkedHashMap<String, Row>();
        for (String line : Files.readAllLines(file)) {
            var matcher = ROW.matcher(line);
            if (matcher.matches()) {
                String text = matcher.group(3);
                int end = text.indexOf(" | ");
                rows.put(
                        matcher.group(1),
                        new Row(matcher.group(1), matcher.group(2).strip(), end < 0 ? text : text.substring(0, end)));
            }
        }
        return rows;
    }
}
