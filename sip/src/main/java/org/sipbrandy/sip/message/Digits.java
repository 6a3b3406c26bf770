package org.sipbrandy.sip.message;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Decimal numbers of bounded size. */
final class Digits {
    private Digits() {}

    static OptionalInt bounded(String text, int max) {
        OptionalLong value = bounded(text, (long) max);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    /** The number, or empty if the text is not all digits or beyond the maximum. */
    static OptionalLong bounded(String text, long max) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
            if (value > max) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(value);
    }
}
