package org.sipbrandy.stir.identity;

import java.util.Optional;

/**
 * Local policy for telephone numbers (RFC 8224 §8.1, §8.3). Both ends must agree, or the token does not match the request.
 *
 * @param plusDigits {@code sip:+12155551212@…} without {@code user=phone} is a number
 * @param bareDigits {@code sip:12155551212@…} without {@code user=phone} is a number
 * @param home the country, by ISO 3166-1, in which a number without {@code +} was dialled; empty to leave it as it is
 */
public record NumberPolicy(boolean plusDigits, boolean bareDigits, Optional<String> home) {
    /** tel:, user=phone and +digits; numbers are not converted. */
    public static final NumberPolicy STANDARD = new NumberPolicy(true, false, Optional.empty());

    /** @throws IllegalArgumentException if the country is none with a numbering plan */
    public NumberPolicy {
        if (home.isPresent() && !NationalNumbers.isRegion(home.get())) {
            throw new IllegalArgumentException(home.get() + " is no country such as US or DE");
        }
    }

    /** The standard, at home in that country. */
    public static NumberPolicy homeIn(String region) {
        return new NumberPolicy(true, false, Optional.of(region));
    }
}
