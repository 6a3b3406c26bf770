package org.sipbrandy.stir.identity;

/**
 * {@code tn-spec} of RFC 8224 §8.3: digits, {@code #} and {@code *}.
 *
 * @param value such as {@code 12155551212}
 */
public record TelephoneNumber(String value) implements CanonicalIdentity {
    private static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException if it has another character, none, or more than 64 */
    public TelephoneNumber {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("1 to 64 characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9' || c == '#' || c == '*')) {
                throw new IllegalArgumentException("not a digit, # or *");
            }
        }
    }

    @Override
    public String type() {
        return "tn";
    }

    @Override
    public boolean anonymous() {
        return false;
    }

    @Override
    public String toString() {
        return value;
    }
}
