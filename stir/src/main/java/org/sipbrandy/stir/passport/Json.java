package org.sipbrandy.stir.passport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A JSON value as read, before anything is made of it. */
public sealed interface Json {

    /** A string. */
    record Text(String value) implements Json {}

    /** A number, kept as it was written, so that an integer is told from {@code 1.0} and from {@code 1e3}. */
    record Num(String text) implements Json {
        private static final int MAX_LONG_DIGITS = 18;

        public Num {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("a number has digits");
            }
        }

        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        /** The value if it was written as an integer of up to 18 digits. */
        public OptionalLong asLong() {
            int start = text.startsWith("-") ? 1 : 0;
            int digits = text.length() - start;
            if (digits < 1 || digits > MAX_LONG_DIGITS) {
                return OptionalLong.empty();
            }
            for (int i = start; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return OptionalLong.empty();
                }
            }
            return OptionalLong.of(Long.parseLong(text));
        }
    }

    /** {@code true}, {@code false} or {@code null}. */
    enum Literal implements Json {
        TRUE("true"),
        FALSE("false"),
        NULL("null");

        private final String text;

        Literal(String text) {
            this.text = text;
        }

        /** As JSON writes it. */
        public String text() {
            return text;
        }
    }

    /** An array. */
    record Array(List<Json> elements) implements Json {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** An object; member names are unique, their order is that of reading. */
    record Members(Map<String, Json> members) implements Json {
        public Members {
            members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> member(String name) {
            return Optional.ofNullable(members.get(name));
        }
    }
}
