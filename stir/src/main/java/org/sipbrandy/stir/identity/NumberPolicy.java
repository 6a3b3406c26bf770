package org.sipbrandy.stir.identity;

/**
 * Local policy for telling telephone numbers from user names (RFC 8224 §8.1). Both ends must agree, or the token does
 * not match the request.
 *
 * @param plusDigits {@code sip:+12155551212@…} without {@code user=phone} is a number
 * @param bareDigits {@code sip:12155551212@…} without {@code user=phone} is a number
 * @param countryCode digits put before a number that was written without {@code +}; empty to leave it as it is
 */
public record NumberPolicy(boolean plusDigits, boolean bareDigits, String countryCode) {
    private static final int MAX_COUNTRY_CODE = 3;

    /** tel:, user=phone and +digits; numbers are not converted. */
    public static final NumberPolicy STANDARD = new NumberPolicy(true, false, "");

    public NumberPolicy {
        if (countryCode.length() > MAX_COUNTRY_CODE || !countryCode.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("up to three digits");
        }
    }
}
