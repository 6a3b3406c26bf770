package org.sipbrandy.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One JSON object on one line. */
final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    JsonLine put(String name, String value) {
        return raw(name, quote(value));
    }

    JsonLine put(String name, long value) {
        return raw(name, Long.toString(value));
    }

    JsonLine put(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    /** A number with three decimals. */
    JsonLine number(String name, double value) {
        return raw(name, String.format(java.util.Locale.ROOT, "%.3f", value));
    }

    /** Milliseconds with three decimals. */
    JsonLine millis(String name, long nanos) {
        return raw(name, String.format(java.util.Locale.ROOT, "%.3f", nanos / 1e6));
    }

    JsonLine millis(String name, OptionalLong nanos) {
        return nanos.isPresent() ? millis(name, nanos.getAsLong()) : raw(name, "null");
    }

    JsonLine put(String name, Optional<String> value) {
        return raw(name, value.map(JsonLine::quote).orElse("null"));
    }

    JsonLine put(String name, List<String> values) {
        var list = new StringBuilder("[");
        for (String value : values) {
            list.append(list.length() > 1 ? "," : "").append(quote(value));
        }
        return raw(name, list.append(']').toString());
    }

    JsonLine objects(String name, List<JsonLine> values) {
        return raw(
                name,
                "[" + String.join(",", values.stream().map(JsonLine::toString).toList()) + "]");
    }

    private JsonLine raw(String name, String value) {
        text.append(text.length() > 1 ? "," : "")
                .append(quote(name))
                .append(':')
                .append(value);
        return this;
    }

    private static String quote(String value) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
