package org.sipbrandy.stir.credential;

import org.sipbrandy.stir.identity.TelephoneNumber;

/** One entry of a TN Authorization List (RFC 8226 §9). */
public sealed interface NumberEntry {

    /** Whether it means this number. */
    boolean covers(TelephoneNumber number);

    /** Whether all that the other means is within this. */
    boolean covers(NumberEntry other);

    /**
     * A service provider: which numbers it has, only the telephone network knows, so by itself it covers none.
     *
     * @param code such as an OCN
     */
    record Provider(String code) implements NumberEntry {
        public Provider {
            if (code.isEmpty() || code.length() > 64 || code.chars().anyMatch(c -> c <= 0x20 || c > 0x7e)) {
                throw new IllegalArgumentException("not a service provider code");
            }
        }

        @Override
        public boolean covers(TelephoneNumber number) {
            return false;
        }

        @Override
        public boolean covers(NumberEntry other) {
            return equals(other);
        }
    }

    /**
     * Numbers in a row, all of the same length.
     *
     * @param start digits only
     * @param count how many, at least two
     */
    record Range(String start, long count) implements NumberEntry {
        /** @throws IllegalArgumentException if RFC 8226 §9 does not allow such a range (CRED-10) */
        public Range {
            checkNumber(start);
            if (start.indexOf('*') >= 0 || start.indexOf('#') >= 0) {
                throw new IllegalArgumentException("a range that does not start with digits alone");
            }
            if (count < 2) {
                throw new IllegalArgumentException("a range of less than two numbers");
            }
            long limit = (long) Math.pow(10, start.length());
            if (count >= limit - Long.parseLong(start)) { // start + count < 10^D
                throw new IllegalArgumentException("a range in which numbers grow longer");
            }
        }

        @Override
        public boolean covers(TelephoneNumber number) {
            String digits = number.value();
            if (digits.length() != start.length() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            long offset = Long.parseLong(digits) - Long.parseLong(start);
            return offset >= 0 && offset < count;
        }

        @Override
        public boolean covers(NumberEntry other) {
            return switch (other) {
                case Provider _ -> false;
                case One one -> covers(new TelephoneNumber(one.number()));
                case Range range ->
                    range.start.length() == start.length()
                            && Long.parseLong(range.start) >= Long.parseLong(start)
                            && Long.parseLong(range.start) + range.count <= Long.parseLong(start) + count;
            };
        }
    }

    /**
     * One number.
     *
     * @param number 1 to 15 digits, {@code *} and {@code #}
     */
    record One(String number) implements NumberEntry {
        public One {
            checkNumber(number);
        }

        @Override
        public boolean covers(TelephoneNumber other) {
            return number.equals(other.value());
        }

        @Override
        public boolean covers(NumberEntry other) {
            return equals(other);
        }
    }

    private static void checkNumber(String number) {
        boolean fits = !number.isEmpty()
                && number.length() <= 15
                && number.chars().allMatch(c -> c >= '0' && c <= '9' || c == '*' || c == '#');
        if (!fits) {
            throw new IllegalArgumentException("not 1 to 15 digits, * or #");
        }
    }
}
